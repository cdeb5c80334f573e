using System.Collections.Immutable;
using System.Net;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Daemon;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Monitoring.Tests;

public sealed class HealthTests : IDisposable
{
    private static readonly HouseName Hillside = new("hillside");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tapohive-health-");
    private readonly HttpClient _http = new();

    public static TheoryData<HiveStage, bool, StorageHealth, string?> Readinesses => new()
    {
        { HiveStage.Starting, false, StorageHealth.Available, "The hive is starting: it reads its journal and its house files." },
        { HiveStage.Starting, true, StorageHealth.Available, "The hive is starting: it reads its journal and its house files." },
        { HiveStage.Open, false, StorageHealth.Available, "House 'hillside' has not read its journal yet. The hive's log says what keeps it." },
        { HiveStage.Open, true, StorageHealth.Available, null },
        {
            HiveStage.Open, true, StorageHealth.Unavailable,
            "House 'hillside' cannot write its journal, so it accepts nothing. See that the disk of the data folder is not full and works; the hive's log says more."
        },
        { HiveStage.Stopping, true, StorageHealth.Available, "The hive is stopping." },
    };

    [Theory]
    [MemberData(nameof(Readinesses))]
    public void A_hive_is_ready_when_nothing_is_missing(HiveStage stage, bool isShown, StorageHealth storage, string? objection)
    {
        var views = ImmutableSortedDictionary<HouseName, HouseView>.Empty;
        if (isShown)
        {
            views = views.Add(Hillside, new HouseView(Hillside, 1, default, HouseState.Empty, ImmutableDictionary<PlugId, PlugReport>.Empty, storage));
        }

        Assert.Equal(objection, Readiness.Objection(stage, [Hillside], views));
    }

    [Fact]
    public void A_hive_without_a_house_is_ready() =>
        Assert.Null(Readiness.Objection(HiveStage.Open, [], ImmutableSortedDictionary<HouseName, HouseView>.Empty));

    [Fact]
    public async Task Health_is_told_from_the_first_moment_to_the_last()
    {
        var health = new HiveHealth();
        var options = new MetricsOptions(new IPEndPoint(IPAddress.Loopback, 0)) { Patience = TimeSpan.FromSeconds(1.5) };
        await using var monitoring = await MonitoringHost.StartAsync(options, health, SystemClock.Instance, "1.2.3", CancellationToken.None);
        await ExpectAsync(HttpStatusCode.OK, "alive", "healthz");
        await ExpectAsync(HttpStatusCode.ServiceUnavailable, "The hive is starting", "readyz");

        var daemon = await HiveDaemon.StartAsync(new DaemonOptions(new DataFolder(_folder.FullName)), NullLoggerFactory.Instance, CancellationToken.None);
        health.Runs(daemon.Hive, daemon.Remembered);
        var house = HouseFile.ReadText("""house { name = hillside, time-zone = "Etc/UTC", accounts.default { username = "me@example.com", password { env = NOBODY_SETS_THIS } } }""", "house.conf");
        Assert.False(house.HasErrors, string.Join('\n', house.Problems));
        await daemon.ApplyAsync(house.Definition!, "house.conf", house.SourceHash, CancellationToken.None);
        await ExpectAsync(HttpStatusCode.OK, "alive", "healthz");
        await ExpectAsync(HttpStatusCode.ServiceUnavailable, "The hive is starting", "readyz");

        var gate = await GateHost.StartAsync(new HiveHandle(daemon.Hive.Board, daemon.Hive.Houses, daemon.Hive.Discovery), new GateOptions(new DataFolder(_folder.FullName)), NullLoggerFactory.Instance);
        health.Opens(gate.Gate);
        await ExpectAsync(HttpStatusCode.OK, "alive", "healthz");
        await ExpectAsync(HttpStatusCode.OK, "ready", "readyz");

        await ExpectAsync(HttpStatusCode.ServiceUnavailable, "House 'hillside' cannot write its journal", "readyz", () => Show(StorageHealth.Unavailable));
        await ExpectAsync(HttpStatusCode.OK, "alive", "healthz");
        await ExpectAsync(HttpStatusCode.OK, "ready", "readyz", () => Show(StorageHealth.Available));

        await gate.DisposeAsync();
        await ExpectAsync(HttpStatusCode.ServiceUnavailable, "The hive's actors do not answer", "healthz");
        health.Stops();
        await daemon.DisposeAsync();
        await ExpectAsync(HttpStatusCode.OK, "alive", "healthz");
        await ExpectAsync(HttpStatusCode.ServiceUnavailable, "The hive is stopping", "readyz");

        // The house shows itself too, and a busy machine's actors may answer late once: it is asked until it says so.
        async Task ExpectAsync(HttpStatusCode status, string sentence, string path, Action? show = null)
        {
            using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (true)
            {
                show?.Invoke();
                using var answer = await _http.GetAsync(new Uri(monitoring.Address, path), CancellationToken.None);
                var said = await answer.Content.ReadAsStringAsync(CancellationToken.None);
                if ((answer.StatusCode == status && said.StartsWith(sentence, StringComparison.Ordinal)) || enough.IsCancellationRequested)
                {
                    Assert.StartsWith(sentence, said, StringComparison.Ordinal);
                    Assert.Equal(status, answer.StatusCode);
                    return;
                }
            }
        }

        void Show(StorageHealth storage) => daemon.Hive.Board.Publish(daemon.Hive.Board.Views[Hillside] with { Storage = storage });
    }

    [Fact]
    public async Task An_address_that_is_taken_is_refused_in_words()
    {
        await using var first = await MonitoringHost.StartAsync(new MetricsOptions(new IPEndPoint(IPAddress.Loopback, 0)), new HiveHealth(), SystemClock.Instance, "1", CancellationToken.None);
        var taken = new IPEndPoint(IPAddress.Loopback, first.Address.Port);

        var error = await Assert.ThrowsAsync<MonitoringException>(() => MonitoringHost.StartAsync(new MetricsOptions(taken), new HiveHealth(), SystemClock.Instance, "1", CancellationToken.None));

        Assert.Matches($"^Figures cannot be shown on {taken}: .+ Choose another address or port \\(metrics\\.listen\\), or 'off'\\.$", error.Message);
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }
}
