using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Telemetry;
using TapoHive.Control.Keys;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Energy;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;
using TapoHive.Emulator.Houses;
using TapoHive.Scheduling;

namespace TapoHive.Daemon.Tests.Storage;

/// <summary>A whole hive, with a plug on a real socket, that keeps everything on a real PostgreSQL.</summary>
public sealed class HiveOnPostgres(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private static readonly HouseName Home = new("hillside");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string _folder = Directory.CreateTempSubdirectory("tapohive-on-postgres-").FullName;

    [Fact]
    public async Task Intents_history_and_energy_outlive_the_hive_and_a_database_that_was_away()
    {
        Assert.SkipUnless(PostgresServer.IsHere, PostgresServer.HowToGetIt);
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TAPOHIVE_POSTGRES") == "1", "A database that goes away and comes back takes its time: set TAPOHIVE_POSTGRES=1.");
        var database = await server.MakeDatabaseAsync();
        await using var plugs = await EmulatedHouse.StartAsync(new HouseOptions
        {
            Mix = Mix.Of("p110=1"),
            Binding = new HouseBinding.AddressEach(IPNetwork.Parse("127.32.0.0/16"), 0),
            DiscoveryPort = 0,
            Username = "me@example.com",
            Password = "right",
        });
        plugs.Plug(1).PlugIn(2000);

        double before;
        await using (var hive = await StartAsync(database))
        {
            await ApplyAsync(hive, plugs);
            await UntilAsync(async () => await SwitchAsync(hive, SwitchVerb.On) is RunAccepted);
            await UntilAsync(async () => await WattHoursAsync(hive) > 0.2);
            before = await WattHoursAsync(hive) ?? 0;
            var refused = await Assert.ThrowsAsync<DaemonException>(() => StartAsync(database, "another"));
            Assert.Contains("Another hive uses the database", refused.Message, StringComparison.Ordinal);
        }

        await using (var hive = await StartAsync(database))
        {
            Assert.Equal(PowerState.On, Wanted(hive));
            Assert.InRange(await WattHoursAsync(hive) ?? 0, before, double.MaxValue);
            Assert.NotEmpty((await HistoryAsync(hive))!);
            Assert.False(File.Exists(Path.Combine(_folder, "hive", "journal.db")));

            await server.StopAsync();
            await UntilAsync(async () => await SwitchAsync(hive, SwitchVerb.Off) is Refused { Reason: RefusalReason.StorageUnavailable });
            await UntilAsync(async () => await WattHoursAsync(hive) is null);
            await server.StartAsync();

            await UntilAsync(async () => await SwitchAsync(hive, SwitchVerb.Off) is RunAccepted);
            await UntilAsync(() => Task.FromResult(plugs.Plug(1).Power == PowerState.Off));
            await UntilAsync(async () => await WattHoursAsync(hive) > before);
            await UntilAsync(async () => (await HistoryAsync(hive))?.Any(static line => line.Entry.To == "off") == true);
            Assert.False(hive.Stopped.IsCompleted);
        }
    }

    [Fact]
    public async Task A_folder_and_a_database_are_not_taken_for_each_other()
    {
        Assert.SkipUnless(PostgresServer.IsHere, PostgresServer.HowToGetIt);
        var database = await server.MakeDatabaseAsync();
        await (await StartAsync(database)).DisposeAsync();
        Assert.Contains("is in PostgreSQL", (await Assert.ThrowsAsync<DaemonException>(() => StartAsync(null))).Message, StringComparison.Ordinal);
        await (await StartAsync(null, "disk")).DisposeAsync();
        Assert.Contains("There is a journal in the data folder", (await Assert.ThrowsAsync<DaemonException>(() => StartAsync(database, "disk"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_let_the_hive_in_is_said_without_the_password()
    {
        Assert.SkipUnless(PostgresServer.IsHere, PostgresServer.HowToGetIt);
        var database = await server.MakeDatabaseAsync();
        var wrong = Path.Combine(_folder, "wrong");
        await File.WriteAllTextAsync(wrong, "not-the-password", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(wrong, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var error = await Assert.ThrowsAsync<DaemonException>(() => StartAsync(database with { Password = new SecretReference(SecretSource.File, wrong) }));
        Assert.Contains("cannot be used", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "hive", "journal.postgresql")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<HiveDaemon> StartAsync(PostgresOptions? database, string folder = "hive") => HiveDaemon.StartAsync(
        new DaemonOptions(new DataFolder(Path.Combine(_folder, folder)))
        {
            Postgres = database,
            Policy = PlugPolicy.Usual with
            {
                MeterAfter = Duration.FromMilliseconds(50),
                PollEvery = Duration.FromMilliseconds(200),
                PollLivelyEvery = Duration.FromMilliseconds(200),
                MostRequestsAMinute = 100_000,
            },
        },
        NullLoggerFactory.Instance,
        TestContext.Current.CancellationToken);

    private async Task ApplyAsync(HiveDaemon hive, EmulatedHouse plugs)
    {
        var secret = Path.Combine(_folder, "tapo");
        await File.WriteAllTextAsync(secret, "right", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var read = HouseFile.ReadText(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                house {
                  name = {{Home}}, time-zone = "Europe/London"
                  accounts.default { username = "me@example.com", password { file = "{{secret}}" } }
                  discovery { targets = [ "127.255.255.255" ], port = {{plugs.DiscoveryPort}}, every = 5s }
                  plugs.lamp { mac = "{{plugs.Plug(1).Mac}}" }
                }
                """),
            Path.Combine(_folder, "hillside.conf"),
            ScheduledHouseFile.Options);
        Assert.Empty(read.Problems.Where(static problem => problem.Severity == HouseFileSeverity.Error).Select(static problem => problem.ToString()));
        Assert.IsType<HouseAccepted>(await hive.Hive.Houses.Ask<object>(new ApplyHouse(read.Definition!, "hillside.conf", read.SourceHash), Patience));
    }

    private static PowerState? Wanted(HiveDaemon hive) =>
        Assert.Single(Assert.Single(hive.Hive.Board.Views[Home].State.Plugs.Values).Outlets.Values).Desired?.Wanted;

    private static Task<object> SwitchAsync(HiveDaemon hive, SwitchVerb verb) => hive.Hive.Houses.Ask<object>(
        new SwitchOutlets(Home, verb, ["lamp"], Origin.Operator("test"), null, Holding.UntilNextOccurrence, Duration.FromSeconds(20)), Patience);

    private static async Task<double?> WattHoursAsync(HiveDaemon hive)
    {
        var outlets = hive.Hive.Board.Views[Home].State.Plugs.Values.SelectMany(static plug => plug.Outlets.Keys.Select(slot => new HouseOutlet(Home, new OutletKey(plug.Id, slot))));
        return await hive.Hive.Telemetry.Ask<object>(new ReadEnergy([.. outlets], Instant.MinValue, Instant.MaxValue, EnergyGrain.Minute, DateTimeZone.Utc), Patience) is EnergyPast past
            ? past.Outlets.SelectMany(static outlet => outlet.Bins).Sum(static bin => bin.Energy.WattHours)
            : null;
    }

    private static async Task<ImmutableArray<HistoryLine>?> HistoryAsync(HiveDaemon hive) =>
        await hive.Hive.History.Ask<object>(new ReadHistory([new HistoryScope(Home, null)], Instant.FromUnixTimeSeconds(0), Instant.FromUtc(2100, 1, 1, 0, 0), null, 100), Patience) is HistoryPage page ? page.Lines : null;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(50, giveUp.Token);
        }
    }
}
