using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Control.Client;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Failures;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Tests.Testing;

/// <summary>A real house (its plugs are not there) behind a real gate, on a clock that the test moves.</summary>
internal sealed class LivingHouse : IAsyncDisposable
{
    private static readonly HouseName Name = new("hillside");
    private readonly DataFolder _folder = new(Directory.CreateTempSubdirectory("tapohive-gate-").FullName);
    private readonly FakeClock _clock = new(SampleHouse.Now);
    private readonly HouseBoard _board = new();
    private readonly LogSink _log = new();
    private readonly IActorRef _houses;
    private GateHost _gate = null!;
    private OperatorKey _key = null!;
    private long _asked;

    private LivingHouse(ActorSystem system) => _houses = system.ActorOf(Props.Create(() => new HousesActor(
        new HouseSurroundings(ActorRefs.Nobody, ActorRefs.Nobody, new EmptyVault(), _board, _clock, _log, null))));

    public HouseView View => _board.Views[Name];

    public static async Task<LivingHouse> OpenAsync(ActorSystem system, string schedules, OperatorRole role)
    {
        var house = new LivingHouse(system);
        var read = HouseFile.ReadText(
            $$"""
            house {
              name = {{Name}}, time-zone = "Europe/London"
              accounts.default { username = "me@example.com", password { env = TAPO_PASSWORD } }
              plugs { lamp { mac = "00-00-5E-00-53-01" }, heater { mac = "00-00-5E-00-53-02" } }
              {{schedules}}
            }
            """,
            "/houses/hillside.conf");
        Assert.NotNull(read.Definition);
        Assert.IsType<HouseAccepted>(await house._houses.Ask<object>(new ApplyHouse(read.Definition, "/houses/hillside.conf", "1"), RunningGate.Patience));
        await house.OpenGateAsync(role);
        return house;
    }

    public Task<HiveClient> EnterAsync() => HiveClient.ConnectAsync(_key, _gate.Address, RunningGate.Patience, TestContext.Current.CancellationToken);

    /// <summary>Lets it be later, and the house decide what is due by then.</summary>
    public async Task LiveUntilAsync(Instant later)
    {
        _clock.Reset(later);
        Assert.IsType<DueDecided>(await _houses.Ask<object>(new DecideDue(Name, [], ++_asked), RunningGate.Patience));
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.DisposeAsync();
        Directory.Delete(_folder.Path, recursive: true);
    }

    // The registry is read when a gate opens: the first one makes the key, the second one knows its role.
    private async Task OpenGateAsync(OperatorRole role)
    {
        var options = new GateOptions(_folder) { Clock = _clock };
        await (await StartAsync()).DisposeAsync();
        _key = OperatorKey.Read(_folder.LocalOperatorFile);
        OperatorRegistry.Empty.With(new OperatorEntry("local", role, _key.PublicKey())).Write(_folder.RegistryFile);
        _gate = await StartAsync();

        Task<GateHost> StartAsync() => GateHost.StartAsync(new HiveHandle(_board, _houses, ActorRefs.Nobody), options, _log, TestContext.Current.CancellationToken);
    }

    private sealed class EmptyVault : IAccountVault
    {
        public void Learn(HouseName house, ImmutableArray<AccountDefinition> accounts)
        {
        }

        public void ReadAgain(HouseName house)
        {
        }

        public Task<Result<Account>> FindAsync(HouseName house, AccountName account, CancellationToken cancellation) =>
            throw new InvalidOperationException("There are no plugs to log in to.");
    }
}
