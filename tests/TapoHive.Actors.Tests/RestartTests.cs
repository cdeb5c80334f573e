using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Plugs;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors.Tests;

/// <summary>A house that stopped and started again is another actor: its plugs, which answer it directly, have to hear of that.</summary>
public sealed class RestartTests() : TestKit($"""
    akka.loglevel = OFF
    akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
    {HeldJournal.Configuration}
    """)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly HouseName Home = new("home");
    private static readonly AccountName Account = new("default");
    private readonly PlugConnector _connector = new(new PlugConnectorOptions(), new RsaKeyRing(), SystemClock.Instance, TimeProvider.System);
    private readonly HouseBoard _board = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plug_whose_report_the_former_house_never_took_reports_to_the_new_one()
    {
        var vault = new HiveHarness.FixedVault(HiveHarness.Password);
        var box = new StrongBox<IActorRef>();
        var aroundPlugs = new PlugSurroundings(
            box, ActorRefs.Nobody, new AdmissionDesk(new AdmissionLimits(0, 0)), vault, _connector, SystemClock.Instance, new StrongBox<PlugPolicy>(PlugPolicy.Usual), NullLoggerFactory.Instance);
        var plugs = Sys.ActorOf(Props.Create(() => new PlugsActor(aroundPlugs, false)));
        var aroundHouses = new HouseSurroundings(plugs, ActorRefs.Nobody, vault, _board, SystemClock.Instance, NullLoggerFactory.Instance);
        var houses = box.Value = Sys.ActorOf(Props.Create(() => new HousesActor(aroundHouses)));
        await houses.Ask<HouseAccepted>(new ApplyHouse(Define(), "test.conf", "1"), Patience, Cancel);
        await ReportedAsync(houses, plugs);
        var former = Child(houses);

        // The report goes into the write that fails.
        var (write, asker) = (HeldJournal.HoldNext(Sys), CreateTestProbe());
        houses.Tell(new SwitchOutlets(Home, SwitchVerb.On, ["all"], Origin.Operator("test"), null, Holding.UntilNextOccurrence, Duration.FromHours(1)), asker);
        await write.Began.WaitAsync(Patience, Cancel);
        write.Fail();
        Assert.Equal(RefusalReason.StorageUnavailable, (await asker.ExpectMsgAsync<Refused>(Patience, cancellationToken: Cancel)).Reason);
        await AwaitConditionAsync(() => Task.FromResult(_board.Views[Home].Storage == StorageHealth.Unavailable), Patience, cancellationToken: Cancel);

        // Nobody is there until it starts again.
        Assert.Equal(RefusalReason.StorageUnavailable, (await RefusalAsync(houses)).Reason);
        Pass(Pause);
        await ReportedAsync(houses, plugs);
        Pass(Gathering);
        await RefusalAsync(houses);
        await RefusalAsync(houses);

        Assert.NotEqual(former, Child(houses));
        Assert.Equal(2, Assert.Single(_board.Views[Home].Reports.Values).Number);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _connector.Dispose();
    }

    private static HouseDefinition Define() => new(
        Home,
        "Europe/London",
        [new AccountDefinition(Account, "me@example.com", new SecretReference(SecretSource.Environment, "UNUSED"))],
        DiscoveryDefinition.Usual,
        PressPolicy.Follow,
        [new PlugDefinition(new PlugName("lamp"), Mac.Parse("00-00-5E-00-53-01"), null, null, Account, null, [], Protect.No, null, null, [])]);

    private static IActorRef Child(IActorRef parent) => ((ActorRefWithCell)parent).Children.Single();

    // What the house has told its plugs has reached the plug, and what that makes it report the house.
    private static async Task ReportedAsync(IActorRef houses, IActorRef plugs)
    {
        await SettledAsync(houses);
        await RefusalAsync(houses);
        await SettledAsync(plugs);
        await SettledAsync(Child(plugs));
        await RefusalAsync(houses);
    }

    private static async Task SettledAsync(IActorRef actor) => await actor.Ask<ActorIdentity>(new Identify(1), Patience, Cancel);

    // Answered by the house behind all that came before.
    private static async Task<Refused> RefusalAsync(IActorRef houses) =>
        await houses.Ask<Refused>(new CancelRun(Home, new RunId(999), Origin.Operator("test")), Patience, Cancel);

    private void Pass(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);
}
