using System.Collections.Immutable;
using System.Net;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Logging;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Serialization;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;
using Failure = TapoHive.Domain.Failures.Failure;

namespace TapoHive.Actors.Tests;

/// <summary>A hive on real sockets against an emulated house. The journal is Akka's in-memory one; every message is serialized.</summary>
internal sealed class HiveHarness : IAsyncDisposable
{
    public const string Username = "me@example.com";
    public const string Password = "right-password";
    public static readonly HouseName Home = new("home");
    private static readonly AccountName Account = new("default");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    // A condition may be about the plugs themselves, which move without a word.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    // On a machine that is busy with other tests an answer that is under way is no lost one: a lost one ends the session, and with it what a press is told by.
    private static readonly Duration Unhurried = Duration.FromSeconds(15);

    private readonly ActorSystem _system;
    private readonly PlugConnector _connector;

    private HiveHarness(EmulatedHouse plugs, ActorSystem system, PlugConnector connector, Hive hive, CollectedLog log)
    {
        Log = log;
        Plugs = plugs;
        _system = system;
        _connector = connector;
        Hive = hive;
    }

    public EmulatedHouse Plugs { get; }

    public Hive Hive { get; }

    public ActorSystem System => _system;

    public CollectedLog Log { get; }

    public required FixedVault Vault { get; init; }

    public HouseView View => Hive.Board.Views[Home];

    public static async Task<HiveHarness> StartAsync(string mix, Func<HouseDefinition, HouseDefinition>? change = null, string password = Password, PlugPolicy? policy = null, bool listed = true, Action<EmulatedHouse>? before = null, TelemetryOptions? telemetry = null, Duration? answersWithin = null, AdmissionLimits? admission = null)
    {
        var plugs = await EmulatedHouse.StartAsync(new HouseOptions
        {
            Mix = Mix.Of(mix),
            Binding = new HouseBinding.AddressEach(IPNetwork.Parse("127.31.0.0/16"), 0),
            DiscoveryPort = 0,
            Username = Username,
            Password = Password,
        });
        before?.Invoke(plugs);
        var log = new CollectedLog();
        var keys = new RsaKeyRing();
        var connector = new PlugConnector(
            new PlugConnectorOptions { ConnectTimeout = answersWithin ?? Unhurried, RequestTimeout = answersWithin ?? Unhurried },
            keys,
            SystemClock.Instance,
            TimeProvider.System);
        var system = ActorSystem.Create("hive", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(
                $$"""
                akka.actor.serialize-messages = on
                akka.actor.serializers.pass = "{{typeof(PassThroughSerializer).AssemblyQualifiedName}}"
                akka.actor.serialization-bindings."System.Object" = pass
                {{LoggerBridge.Configuration}}
                {{HiveSerializer.Configuration}}
                """)),
            new LoggerBridgeSetup(log)));
        var vault = new FixedVault(password);
        var hive = Hive.Start(system, new HiveOptions(
            vault,
            connector,
            keys,
            SystemClock.Instance,
            policy ?? PlugPolicy.Usual,
            admission ?? new AdmissionLimits(),
            log,
            TimeProvider.System,
            Telemetry: telemetry));
        var harness = new HiveHarness(plugs, system, connector, hive, log) { Vault = vault };
        var definition = Define(plugs, listed);
        await harness.ApplyAsync(change is null ? definition : change(definition));
        return harness;
    }

    public async Task ApplyAsync(HouseDefinition definition, string hash = "1") =>
        Assert.IsType<HouseAccepted>(await AskAsync<object>(new ApplyHouse(definition, "test.conf", hash)));

    /// <summary>Waits for a view of the house that satisfies a condition.</summary>
    public async Task<HouseView> UntilAsync(Func<HouseView, bool> condition)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        while (true)
        {
            var version = Hive.Board.Version;
            if (Hive.Board.Views.TryGetValue(Home, out var view) && condition(view))
            {
                return view;
            }

            using var look = CancellationTokenSource.CreateLinkedTokenSource(giveUp.Token);
            look.CancelAfter(LookAgain);
            try
            {
                await Hive.Board.WhenNewerThan(version, look.Token);
            }
            catch (OperationCanceledException) when (!giveUp.IsCancellationRequested)
            {
            }
            catch (OperationCanceledException)
            {
                var seen = Hive.Board.Views.GetValueOrDefault(Home);
                Assert.Fail("The house never got there. Last: " + string.Join("; ", seen?.Reports.Values.Select(r => $"{r.Id} {r.Phase} {r.Problem?.Code} {r.Problem?.Message}") ?? []));
            }
        }
    }

    /// <summary>The last report of plug <paramref name="number"/>.</summary>
    public PlugReport? ReportOf(int number) => View.State.Plugs.Values.Where(plug => plug.Identity.Mac == Plugs.Plug(number).Mac)
        .Select(plug => View.Reports.GetValueOrDefault(plug.Id)).FirstOrDefault();

    /// <summary>Waits until plug <paramref name="number"/> reports something.</summary>
    public Task UntilReportAsync(int number, Func<PlugReport, bool> condition) => UntilAsync(_ => ReportOf(number) is { } report && condition(report));

    public OutletRecord OutletOf(int number) => View.State[View.State.OutletsByName[new OutletName($"plug-{number}")]];

    public Task<HouseView> UntilAllLoggedInAsync() => UntilAsync(view =>
        view.State.Plugs.Count >= Plugs.Plugs.Length
        && view.State.Plugs.Keys.All(id => view.Reports.TryGetValue(id, out var report) && report.Phase == SessionPhase.LoggedIn));

    public Task<RunEvidence> SwitchAsync(SwitchVerb verb, params string[] selectors) => SwitchAsync(verb, Duration.FromSeconds(20), null, selectors);

    public Task<RunEvidence> SwitchAsync(SwitchVerb verb, Duration window, Duration? length, params string[] selectors) =>
        RunAsync(new SwitchOutlets(Home, verb, [.. selectors], Origin.Operator("test"), length, Holding.UntilNextOccurrence, window));

    /// <summary>Asks for a run and waits for its end.</summary>
    public async Task<RunEvidence> RunAsync(IForHouse command)
    {
        var inbox = Inbox.Create(_system);
        inbox.Send(Hive.Houses, command);
        while (true)
        {
            switch (await ReceiveAsync(inbox))
            {
                case RunProgressed { Run: { Outcome: not RunOutcome.Accepted } settled }:
                    return settled;
                case Refused refused:
                    throw new InvalidOperationException(refused.Message);
                case Status.Failure failure:
                    throw new TimeoutException("No answer from the house.", failure.Cause);
                default:
                    continue;
            }
        }
    }

    private async Task<object> ReceiveAsync(Inbox inbox)
    {
        try
        {
            return await inbox.ReceiveAsync(Patience);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException("No answer. Log:\n" + string.Join('\n', Log.Lines.TakeLast(30)), error);
        }
    }

    public async Task<T> AskAsync<T>(object message)
    {
        try
        {
            return (T)await Hive.Houses.Ask<object>(message, Patience);
        }
        catch (AskTimeoutException error)
        {
            throw new TimeoutException("No answer. Log:\n" + string.Join('\n', Log.Lines.TakeLast(30)), error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _connector.Dispose();
        await Plugs.DisposeAsync();
    }

    /// <summary>A house that lists every emulated plug as <c>plug-1</c>, <c>plug-2</c> and so on, by hardware address.</summary>
    public static HouseDefinition Define(EmulatedHouse plugs, bool listed = true) => new(
        Home,
        "Europe/London",
        [new AccountDefinition(Account, Username, new SecretReference(SecretSource.Environment, "UNUSED"))],
        new DiscoveryDefinition([DiscoveryTarget.FromText("127.255.255.255")], Duration.FromSeconds(5), listed ? Adoption.Ask : Adoption.Automatic, plugs.DiscoveryPort),
        PressPolicy.Follow,
        listed
            ? [.. plugs.Plugs.Select(plug => new PlugDefinition(new PlugName($"plug-{plug.Number}"), plug.Mac, null, null, Account, null, [], Protect.No, null, null, []))]
            : []);

    internal sealed class FixedVault(string password) : IAccountVault
    {
        public void Learn(HouseName house, ImmutableArray<AccountDefinition> accounts)
        {
        }

        public int ReadAgainFor { get; private set; }

        public void ReadAgain(HouseName house) => ReadAgainFor++;

        public Task<Result<Account>> FindAsync(HouseName house, AccountName account, CancellationToken cancellation) =>
            Task.FromResult<Result<Account>>(new Account(new PlugCredentials(Username, password), new CredentialFingerprint("fp-" + password.Length)));
    }
}
