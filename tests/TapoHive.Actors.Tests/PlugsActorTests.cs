using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Plugs;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors.Tests;

/// <summary>Thousands of plugs that are told of at once start some at a time, and none before everything else has.</summary>
public sealed class PlugsActorTests() : TestKit("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenStarts = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongPause = TimeSpan.FromMinutes(2);
    private static readonly HouseName Home = new("home");
    private static readonly HouseName Villa = new("villa");
    private readonly PlugConnector _connector = new(new PlugConnectorOptions(), new RsaKeyRing(), SystemClock.Instance, TimeProvider.System);

    [Fact]
    public async Task Plugs_start_some_at_a_time()
    {
        var plugs = Begin(ActorRefs.Nobody, held: false);
        foreach (var number in Enumerable.Range(1, 25))
        {
            plugs.Tell(Tell(number));
        }

        Assert.Equal(10, await StartedAsync(plugs));
        Pass(BetweenStarts);
        Assert.Equal(20, await StartedAsync(plugs));
        Pass(BetweenStarts);
        Assert.Equal(25, await StartedAsync(plugs));
        Pass(BetweenStarts);

        // Few start at once, however many there were before.
        plugs.Tell(Tell(26));
        Assert.Equal(26, await StartedAsync(plugs));
    }

    [Fact]
    public async Task Plugs_that_are_held_start_when_they_are_let_go()
    {
        var plugs = Begin(ActorRefs.Nobody, held: true);
        foreach (var number in Enumerable.Range(1, 12))
        {
            plugs.Tell(Tell(number));
        }

        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await StartedAsync(plugs));
        plugs.Tell(PlugsActor.StartAll.Instance);
        Assert.Equal(10, await StartedAsync(plugs));
        Pass(BetweenStarts);
        Assert.Equal(12, await StartedAsync(plugs));
    }

    [Fact]
    public async Task A_plug_that_was_taken_away_while_it_was_held_does_not_start()
    {
        var plugs = Begin(ActorRefs.Nobody, held: true);
        plugs.Tell(Tell(1));
        plugs.Tell(Tell(2));
        plugs.Tell(new Forget(Id(1), Home));
        plugs.Tell(PlugsActor.StartAll.Instance);

        Assert.Equal(1, await StartedAsync(plugs));
    }

    [Fact]
    public async Task A_plug_starts_from_the_last_that_it_was_told_while_it_was_held()
    {
        var house = CreateTestProbe();
        var plugs = Begin(house, held: true);
        plugs.Tell(Tell(1, revision: 1), house);
        plugs.Tell(Tell(1, revision: 2), house);
        plugs.Tell(PlugsActor.StartAll.Instance);

        var told = await house.ExpectMsgAsync<PlugReported>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, Assert.Single(told.Report.Outlets).Revision);
        Assert.Equal(1, await StartedAsync(plugs));
    }

    [Fact]
    public async Task A_plug_that_fell_is_made_again_after_its_pause()
    {
        var plugs = Begin(ActorRefs.Nobody, held: false);
        plugs.Tell(Tell(1));
        await FallAsync(plugs);

        Pass(LongPause);
        Assert.Equal(1, await StartedAsync(plugs));
    }

    [Fact]
    public async Task A_plug_that_fell_was_taken_away_and_given_back_has_one_actor()
    {
        var plugs = Begin(ActorRefs.Nobody, held: false);
        plugs.Tell(Tell(1));
        await FallAsync(plugs);

        plugs.Tell(new Forget(Id(1), Home));
        plugs.Tell(Tell(1));
        Assert.Equal(1, await StartedAsync(plugs));
        Pass(LongPause);
        Assert.Equal(1, await StartedAsync(plugs));
    }

    [Fact]
    public async Task Two_houses_that_have_a_plug_under_one_identifier_have_an_actor_each()
    {
        var houses = CreateTestProbe();
        var plugs = Begin(houses, held: false);
        plugs.Tell(Tell(1), houses);
        plugs.Tell(Tell(1, house: Villa), houses);
        Assert.Equal(2, await StartedAsync(plugs));
        var told = new[] { await ReportAsync(houses), await ReportAsync(houses) };
        Assert.Equal([Home, Villa], told.Select(report => report.House).Order());

        // What one of them lets go, the other keeps.
        plugs.Tell(new Forget(Id(1), Villa));
        while (await StartedAsync(plugs) > 1)
        {
            // It is about to go.
        }

        plugs.Tell(Tell(1, revision: 2), houses);
        Assert.Equal(1, await StartedAsync(plugs));
        Assert.Equal(Home, (await ReportAsync(houses)).House);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _connector.Dispose();
    }

    private static PlugId Id(int number) => new($"plug-{number}");

    private static Own Tell(int number, long revision = 1, HouseName? house = null) => new(new PlugAssignment(
        Id(number), house ?? Home, new PlugName($"p{number}"), new PlugIdentity(), new AccountName("default"), OwnerHash.FromText(new string('0', 32)),
        Address: null, Offer: null, PressPolicy.Follow, [new OutletAssignment(OutletSlot.Whole, new Desired(PowerState.On, revision), MaxOn: null)], revision));

    // It has taken all that came before its answer.
    private static async Task<int> StartedAsync(IActorRef plugs)
    {
        await plugs.Ask<ActorIdentity>(new Identify(1), Patience, TestContext.Current.CancellationToken);
        return ((ActorRefWithCell)plugs).Children.Count();
    }

    private static async Task<PlugReported> ReportAsync(TestProbe houses) =>
        await houses.ExpectMsgAsync<PlugReported>(Patience, cancellationToken: TestContext.Current.CancellationToken);

    // Its parent has heard of it once it is no child any more.
    private static async Task FallAsync(IActorRef plugs)
    {
        Assert.Equal(1, await StartedAsync(plugs));
        ((ActorRefWithCell)plugs).Children.Single().Tell(Kill.Instance);
        while (await StartedAsync(plugs) > 0)
        {
            // It is on its way.
        }

        await StartedAsync(plugs);
    }

    private void Pass(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);

    private IActorRef Begin(IActorRef house, bool held)
    {
        var around = new PlugSurroundings(
            new StrongBox<IActorRef>(house),
            ActorRefs.Nobody,
            new AdmissionDesk(new AdmissionLimits(0, 0)),
            new HiveHarness.FixedVault(HiveHarness.Password),
            _connector,
            SystemClock.Instance,
            new StrongBox<PlugPolicy>(PlugPolicy.Usual),
            NullLoggerFactory.Instance);
        return Sys.ActorOf(Props.Create(() => new PlugsActor(around, held)));
    }
}
