using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Tests;

/// <summary>What a house says while its journal writes, and what it makes of what it is asked meanwhile.</summary>
public sealed class WritingTests : TestKit
{
    private const string Done = "the journal has it";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HouseName Home = new("home");
    private static readonly AccountName Account = new("default");
    private readonly TestProbe _plugs;
    private readonly HouseSurroundings _around;

    public WritingTests()
        : base($"""
            akka.loglevel = OFF
            akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
            {HeldJournal.Configuration}
            """)
    {
        _plugs = CreateTestProbe();
        _around = new HouseSurroundings(
            _plugs, CreateTestProbe(), new HiveHarness.FixedVault("password"), new HouseBoard(), SystemClock.Instance, NullLoggerFactory.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_hears_of_a_wish_before_the_journal_has_it()
    {
        var (house, asker) = (await BeginAsync(), CreateTestProbe());
        var write = HeldJournal.HoldNext(Sys);
        house.Tell(Switch("all"), asker);
        await write.Began.WaitAsync(Patience, Cancel);
        await SettledAsync(house);

        // Whatever was said before is ahead of this.
        _plugs.Tell(Done);
        asker.Tell(Done);
        write.Finish();

        await _plugs.ExpectMsgAsync(Done, Patience, cancellationToken: Cancel);
        Assert.All(await ToldAsync(2), static plug => Assert.Equal(PowerState.On, WantedOf(plug)));
        await asker.ExpectMsgAsync(Done, Patience, cancellationToken: Cancel);
        await asker.ExpectMsgAsync<RunAccepted>(Patience, cancellationToken: Cancel);
    }

    [Fact]
    public async Task No_plug_is_told_what_the_journal_could_not_write()
    {
        var (house, asker) = (await BeginAsync(), CreateTestProbe());
        await _plugs.WatchAsync(house);
        var write = HeldJournal.HoldNext(Sys);
        house.Tell(Switch("all"), asker);
        await write.Began.WaitAsync(Patience, Cancel);
        await SettledAsync(house);
        write.Fail();

        Assert.Equal(RefusalReason.StorageUnavailable, (await asker.ExpectMsgAsync<Refused>(Patience, cancellationToken: Cancel)).Reason);
        await _plugs.ExpectTerminatedAsync(house, Patience, cancellationToken: Cancel);

        // Nor by the house that comes after it.
        Start(StorageHealth.Unavailable);
        Assert.All(await ToldAsync(2), static plug => Assert.Null(WantedOf(plug)));
    }

    [Fact]
    public async Task What_is_asked_while_the_journal_writes_meets_the_state_that_it_writes()
    {
        var (house, first, second) = (await BeginAsync(), CreateTestProbe(), CreateTestProbe());
        var write = HeldJournal.HoldNext(Sys);
        house.Tell(Switch("p1"), first);
        await write.Began.WaitAsync(Patience, Cancel);
        house.Tell(new ReleaseOutlets(Home, ["all"], Origin.Operator("test")), second);
        await SettledAsync(house);
        write.Finish();

        await first.ExpectMsgAsync<RunAccepted>(Patience, cancellationToken: Cancel);
        Assert.Equal(new OutletName("p1"), Assert.Single((await second.ExpectMsgAsync<Released>(Patience, cancellationToken: Cancel)).Outlets));
        var told = await ToldAsync(2);
        Assert.All(told, static plug => Assert.Equal("p1", plug.Name.Value));
        Assert.Equal([PowerState.On, null], told.Select(WantedOf));
        Assert.True(told[1].Revision > told[0].Revision);
    }

    private static SwitchOutlets Switch(string selector) =>
        new(Home, SwitchVerb.On, [selector], Origin.Operator("test"), null, Holding.UntilNextOccurrence, Duration.FromHours(1));

    private static PowerState? WantedOf(PlugAssignment plug) => plug.Outlets.Single().Desired?.Wanted;

    private IActorRef Start(StorageHealth storage) => Sys.ActorOf(ActorMaker.Props(() => new HouseActor(Home, _around, storage)));

    /// <summary>A house of two plugs, of which nothing is wanted.</summary>
    private async Task<IActorRef> BeginAsync()
    {
        var house = Start(StorageHealth.Available);
        var definition = new HouseDefinition(
            Home,
            "Europe/London",
            [new AccountDefinition(Account, "me@example.com", new SecretReference(SecretSource.Environment, "UNUSED"))],
            DiscoveryDefinition.Usual,
            PressPolicy.Follow,
            [.. Enumerable.Range(1, 2).Select(static number => new PlugDefinition(
                new PlugName($"p{number}"), Mac.Parse($"00-00-5E-00-53-{number:X2}"), null, null, Account, null, [], Protect.No, null, null, []))]);
        await house.Ask<HouseAccepted>(new ApplyHouse(definition, "test.conf", "1"), Patience, Cancel);
        Assert.All(await ToldAsync(2), static plug => Assert.Null(WantedOf(plug)));
        return house;
    }

    private async Task<ImmutableArray<PlugAssignment>> ToldAsync(int count)
    {
        var told = ImmutableArray.CreateBuilder<PlugAssignment>();
        while (told.Count < count)
        {
            told.Add((await _plugs.ExpectMsgAsync<Own>(Patience, cancellationToken: Cancel)).Assignment);
        }

        return told.ToImmutable();
    }

    // It answers this even while it writes: all that came before, and what that made it tell itself, has been taken or put aside by then.
    private static async Task SettledAsync(IActorRef house)
    {
        await house.Ask<ActorIdentity>(new Identify(1), Patience, Cancel);
        await house.Ask<ActorIdentity>(new Identify(2), Patience, Cancel);
    }
}
