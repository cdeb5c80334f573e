using System.Net;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Discovery;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors.Tests;

/// <summary>Whoever looks for a plug is told that it is not there only after it was asked.</summary>
public sealed class DiscoveryTests : Akka.TestKit.Xunit.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeClock _clock = new(Instant.FromUtc(2026, 1, 5, 8, 0));
    private readonly ManualResetEventSlim _mayMake = new();

    [Fact]
    public async Task A_search_lasts_until_there_was_a_key_to_ask_with()
    {
        await using var plugs = await StartPlugAsync();
        var search = SearchFor(plugs);
        var discovery = Sys.ActorOf(Props.Create(() => new DiscoveryActor(SlowKeys(), _clock, NullLoggerFactory.Instance)));
        var first = CreateTestProbe();

        discovery.Tell(search, first);
        _clock.AdvanceSeconds(5);
        discovery.Tell(search, CreateTestProbe());
        _mayMake.Set();

        var found = await first.ExpectMsgAsync<ProbeFinished>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(plugs.Plug(1).Mac, found.Sighting?.Mac);
    }

    [Fact]
    public async Task Whoever_looks_around_listens_as_long_as_they_meant_to_from_when_there_is_a_key_to_ask_with()
    {
        await using var plugs = await StartPlugAsync();
        var listen = Duration.FromSeconds(1);
        var discovery = Sys.ActorOf(Props.Create(() => new DiscoveryActor(SlowKeys(), _clock, NullLoggerFactory.Instance)));
        var (looking, searching) = (CreateTestProbe(), CreateTestProbe());

        discovery.Tell(new Discover([DiscoveryTarget.FromText("127.255.255.255")], listen, plugs.DiscoveryPort), looking);
        discovery.Tell(SearchFor(plugs), searching);
        _clock.AdvanceSeconds(60);
        _mayMake.Set();

        // Who looks around has heard the plug when who searches for it has, and goes on listening: the clock stands.
        await searching.ExpectMsgAsync<ProbeFinished>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        Assert.False(looking.HasMessages);
        _clock.Advance(listen);

        var found = await looking.ExpectMsgAsync<Discovered>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(plugs.Plug(1).Mac, Assert.Single(found.Sightings).Mac);
    }

    [Fact]
    public async Task Looking_without_a_hive_begins_when_there_is_a_key_to_ask_with()
    {
        await using var plugs = await StartPlugAsync();
        var keys = SlowKeys();
        var looking = StandaloneDiscovery.LookAsync(
            [DiscoveryTarget.FromText("127.255.255.255")], Duration.FromMilliseconds(500), _clock, plugs.DiscoveryPort, keys, TestContext.Current.CancellationToken);
        _clock.AdvanceSeconds(60);
        _mayMake.Set();

        // From here on its clock goes, and no faster than the machine.
        await keys.DiscoveryKeyAsync(TestContext.Current.CancellationToken);
        while (!looking.IsCompleted)
        {
            await Task.WhenAny(looking, Task.Delay(10, TestContext.Current.CancellationToken));
            _clock.AdvanceMilliseconds(10);
        }

        Assert.Equal(plugs.Plug(1).Mac, Assert.Single((await looking).Sightings).Mac);
    }

    [Fact]
    public async Task A_search_ends_though_the_clock_is_set_back()
    {
        var discovery = Sys.ActorOf(Props.Create(() => new DiscoveryActor(SlowKeys(), _clock, NullLoggerFactory.Instance)));
        var searching = CreateTestProbe();
        discovery.Tell(new ProbeFor(new PlugIdentity(Mac.FromBits(1)), null, DiscoveryDefinition.UsualPort), searching);
        await DoneAsync(discovery);
        _clock.Advance(Duration.FromHours(-1));

        Assert.Null((await searching.ExpectMsgAsync<ProbeFinished>(Patience, cancellationToken: TestContext.Current.CancellationToken)).Sighting);
    }

    [Fact]
    public async Task A_search_says_who_else_answered_where_the_plug_was()
    {
        await using var plugs = await StartPlugAsync();
        _mayMake.Set();
        var discovery = Sys.ActorOf(Props.Create(() => new DiscoveryActor(SlowKeys(), _clock, NullLoggerFactory.Instance)));
        var (searching, after) = (CreateTestProbe(), CreateTestProbe());
        discovery.Tell(SearchFor(plugs) with { Identity = new PlugIdentity(Mac.FromBits(1)) }, searching);

        // Who asks for the device that is there has its answer: so it has been heard.
        discovery.Tell(SearchFor(plugs), after);
        await after.ExpectMsgAsync<ProbeFinished>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        Assert.False(searching.HasMessages);
        _clock.AdvanceSeconds(5);

        var finished = await searching.ExpectMsgAsync<ProbeFinished>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(plugs.Plug(1).Mac, finished.Sighting?.Mac);
    }

    [Fact]
    public async Task A_discovery_that_began_anew_looks_again_for_a_house_that_reminds_it()
    {
        await using var plugs = await StartPlugAsync();
        _mayMake.Set();
        var discovery = Sys.ActorOf(Props.Create(() => new DiscoveryActor(SlowKeys(), _clock, NullLoggerFactory.Instance)));
        var house = CreateTestProbe();
        discovery.Tell(Looking(plugs, Occasion.News), house);
        await house.ExpectMsgAsync<Sighted>(Patience, cancellationToken: TestContext.Current.CancellationToken);

        // Nobody asks so: it fails and is made again.
        discovery.Tell(new Discover(default, Duration.Zero));
        discovery.Tell(Looking(plugs, Occasion.Reminder), house);

        var again = await house.ExpectMsgAsync<Sighted>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(plugs.Plug(1).Mac, again.Sighting.Mac);
    }

    [Fact]
    public async Task A_reminder_of_what_discovery_knows_changes_nothing()
    {
        await using var plugs = await StartPlugAsync();
        _mayMake.Set();
        var discovery = Sys.ActorOf(Props.Create(() => new DiscoveryActor(SlowKeys(), _clock, NullLoggerFactory.Instance)));
        var (house, searching) = (CreateTestProbe(), CreateTestProbe());
        discovery.Tell(Looking(plugs, Occasion.News), house);
        await house.ExpectMsgAsync<Sighted>(Patience, cancellationToken: TestContext.Current.CancellationToken);

        discovery.Tell(Looking(plugs, Occasion.Reminder), house);

        // Seen once more, and the house has been told.
        discovery.Tell(SearchFor(plugs), searching);
        await searching.ExpectMsgAsync<ProbeFinished>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        await DoneAsync(discovery);
        Assert.False(house.HasMessages);
    }

    protected override void Dispose(bool disposing)
    {
        _mayMake.Set();
        base.Dispose(disposing);
    }

    private static Task<EmulatedHouse> StartPlugAsync() => EmulatedHouse.StartAsync(new HouseOptions
    {
        Mix = Mix.Of("klap=1"),
        Binding = new HouseBinding.AddressEach(IPNetwork.Parse("127.33.0.0/16"), 0),
        DiscoveryPort = 0,
        Username = HiveHarness.Username,
        Password = HiveHarness.Password,
    });

    private static ProbeFor SearchFor(EmulatedHouse plugs) => new(new PlugIdentity(plugs.Plug(1).Mac), plugs.Plug(1).Address, plugs.DiscoveryPort);

    private static LookFor Looking(EmulatedHouse plugs, Occasion occasion) => new(
        HiveHarness.Home,
        new DiscoveryDefinition([DiscoveryTarget.FromText("127.255.255.255")], Duration.FromHours(1), Adoption.Ask, plugs.DiscoveryPort),
        occasion);

    private static async Task DoneAsync(IActorRef discovery) =>
        await discovery.Ask<ActorIdentity>(new Identify(1), Patience, TestContext.Current.CancellationToken);

    private RsaKeyRing SlowKeys() => new(1, bits =>
    {
        _mayMake.Wait(Patience);
        return RsaKeyPair.Generate(bits);
    });
}
