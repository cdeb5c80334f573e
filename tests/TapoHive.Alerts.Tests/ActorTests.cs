using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Alerts.Tests;

/// <summary>The actor alone, in virtual time: a house is what the test shows on the board, a route notes what it is given.</summary>
public sealed class ActorTests : TestKit
{
    private static readonly HouseName Home = new("home");
    private readonly FakeClock _clock = new(Messages.Morning);
    private readonly HouseBoard _board = new();
    private readonly NotingRoute _route = new();
    private HouseState _house = HouseState.Empty;
    private long _version;

    public ActorTests()
        : base("akka { loglevel = ERROR, stdout-loglevel = OFF, scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\", test.single-expect-default = 120s }")
    {
        Happen(new HouseApplied(
            _clock.GetCurrentInstant(),
            new HouseDefinition(
                Home, "Europe/London",
                [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "P"))],
                DiscoveryDefinition.Usual, PressPolicy.Follow,
                [.. Enumerable.Range(1, 500).Select(number => new PlugDefinition(
                    new PlugName($"p{number}"), Mac.FromBits(0x00005E005300UL + (ulong)number), null, new PlugAddress(new System.Net.IPAddress([192, 0, (byte)(number / 250), (byte)(number % 250)]), 80),
                    new AccountName("default"), null, [], Protect.No, null, null, []))],
                Notify: Messages.Notify(new WebhookDefinition("https://hooks.example.com/", null, null))),
            "home.conf", "1"));
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    private TestProbe Houses => field ??= CreateTestProbe();

    [Fact]
    public async Task What_stands_in_the_house_is_told_and_the_house_is_told_that_it_was()
    {
        Raise("p1");
        Start();
        var message = await NextAsync();

        Assert.Equal(1, message.Groups.Single().Count);
        Assert.Equal(new AlertsDelivered(Home, AlertChannel.Webhook, _house.Revision), await Houses.ExpectMsgAsync<AlertsDelivered>());
    }

    [Fact]
    public async Task Five_hundred_plugs_at_once_are_a_handful_of_messages()
    {
        Start();
        // They are found out over half a minute, a few at a time.
        for (var number = 1; number <= 500; number++)
        {
            Raise($"p{number}");
            if (number % 10 == 0)
            {
                await PassAsync(Duration.FromMilliseconds(600));
            }
        }

        await PassUntilAsync(() => _route.Messages.Sum(message => message.Groups.Sum(group => group.Count)) == 500);
        Assert.InRange(_route.Messages.Count, 1, 8);
        Assert.Equal(500, _route.Messages.SelectMany(message => message.Groups).Sum(group => group.Count));
    }

    [Fact]
    public async Task What_does_not_arrive_is_tried_again_until_it_does()
    {
        _route.Trouble = "down";
        Raise("p1");
        Start();
        await PassUntilAsync(() => _route.Tries >= 3);
        Raise("p2");
        _route.Trouble = null;

        var message = await NextAsync();

        // What came meanwhile shares it: nothing queues.
        Assert.Equal(2, message.Groups.Single().Count);
    }

    [Fact]
    public async Task What_the_last_process_did_not_tell_the_next_one_does_and_what_it_told_it_does_not_repeat()
    {
        Raise("p1");
        Happen(new AlertsTold(_clock.GetCurrentInstant(), AlertChannel.Webhook, _house.Revision));
        Raise("p2");
        Start();

        Assert.Equal("p2", (await NextAsync()).Groups.Single().Items.Single().Subject);
    }

    [Fact]
    public async Task A_house_that_did_not_write_it_down_is_told_again_and_people_are_not()
    {
        Raise("p1");
        Start();
        await NextAsync();
        await Houses.ExpectMsgAsync<AlertsDelivered>();

        await PassAsync(Duration.FromSeconds(30));

        await Houses.ExpectMsgAsync<AlertsDelivered>();
        Assert.Single(_route.Messages);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_told_though_nothing_can_be_written_down()
    {
        Start();
        Show(StorageHealth.Unavailable);
        Assert.Equal(AlertKind.StorageFailed, (await NextAsync()).Groups.Single().Kind);
        Show(StorageHealth.Unavailable);
        Show(StorageHealth.Available);
        Assert.Equal(AlertKind.StorageHealed, (await NextAsync()).Groups.Single().Kind);
        await PassAsync(Duration.FromMinutes(3));
        Assert.Equal(2, _route.Messages.Count);
    }

    [Fact]
    public async Task What_happens_again_is_another_message_to_whoever_drops_those_it_knows()
    {
        var actor = Start();
        foreach (var storage in new[] { StorageHealth.Unavailable, StorageHealth.Available, StorageHealth.Unavailable })
        {
            Show(storage);
            await NextAsync();
        }

        await actor.Ask<AlertsTested>(new TestAlerts(null), TimeSpan.FromMinutes(2));
        await PassAsync(Duration.FromSeconds(1));
        await actor.Ask<AlertsTested>(new TestAlerts(null), TimeSpan.FromMinutes(2));

        Assert.Equal(5, _route.Messages.Select(static message => message.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task What_a_house_shows_while_it_is_looked_at_is_told_though_nothing_comes_after_it()
    {
        Happen(new AlertsTold(_clock.GetCurrentInstant(), AlertChannel.Webhook, _house.Revision));
        var clock = new InterruptedClock(_clock, () => Raise("p1"));
        HiveAlerts.Start(Sys, Around(clock));

        Assert.Equal("p1", (await NextAsync()).Groups.Single().Items.Single().Subject);
    }

    [Fact]
    public async Task A_test_message_goes_by_every_channel_and_tells_how_it_went()
    {
        var actor = Start();

        var tested = await actor.Ask<AlertsTested>(new TestAlerts(null), TimeSpan.FromMinutes(2));

        Assert.Equal((Home, AlertChannel.Webhook, "somewhere", null), tested.Tests.Single() is var test ? (test.House, test.Channel, test.Where, test.Trouble) : default);
        Assert.Equal(AlertKind.Test, _route.Messages.Single().Groups.Single().Kind);
        Assert.IsType<Refused>(await actor.Ask<object>(new TestAlerts(new HouseName("other")), TimeSpan.FromMinutes(2)));
    }

    private IActorRef Start() => HiveAlerts.Start(Sys, Around(_clock));

    private AlertSurroundings Around(IClock clock) => new(
        _board, Houses.Ref, ImmutableDictionary<AlertChannel, IAlertRoute>.Empty.Add(AlertChannel.Webhook, _route), clock, NullLoggerFactory.Instance);

    private void Raise(string plug)
    {
        var now = _clock.GetCurrentInstant();
        var id = _house.Plugs.Values.Single(record => record.Name.Value == plug).Id;
        Happen(
            new TroubleBegan(now, id, null, FailureKind.Dark, "It does not answer."),
            new TroublesRaised(now, [new RaisedTrouble(new TroubleKey(id, null), AlertKind.NotConverged, "dark", "It does not answer.", now)]));
    }

    private void Happen(params HouseEvent[] events)
    {
        _house = events.Aggregate(_house, HouseEvolution.Evolve);
        Show(StorageHealth.Available);
    }

    private void Show(StorageHealth storage) =>
        _board.Publish(new HouseView(Home, ++_version, _clock.GetCurrentInstant(), _house, ImmutableDictionary<PlugId, PlugReport>.Empty, storage));

    private async Task<AlertMessage> NextAsync()
    {
        var seen = _route.Messages.Count;
        await PassUntilAsync(() => _route.Messages.Count > seen);
        return _route.Messages.Last();
    }

    private async Task PassUntilAsync(Func<bool> condition)
    {
        for (var begun = Environment.TickCount64; !condition() && Environment.TickCount64 - begun < 120_000;)
        {
            await PassAsync(Duration.FromMilliseconds(200));
        }

        Assert.True(condition());
    }

    // Tasks that an actor pipes to itself need real time to come back; virtual time passes in between.
    private async Task PassAsync(Duration time)
    {
        _clock.Advance(time);
        Scheduler.Advance(time.ToTimeSpan());
        await Task.Delay(2);
    }

    // Something happens while the time is asked for first: the views were taken, and nobody waits for newer ones yet.
    private sealed class InterruptedClock(IClock clock, Action interruption) : IClock
    {
        private Action? _once = interruption;

        public Instant GetCurrentInstant()
        {
            Interlocked.Exchange(ref _once, null)?.Invoke();
            return clock.GetCurrentInstant();
        }
    }

    private sealed class NotingRoute : IAlertRoute
    {
        private int _tries;

        public ConcurrentQueue<AlertMessage> Messages { get; } = new();

        public int Tries => Volatile.Read(ref _tries);

        public string? Trouble { get; set; }

        public string WhereTo(NotifyDefinition notify) => "somewhere";

        public Task<string?> SendAsync(NotifyDefinition notify, AlertMessage message, CancellationToken cancellation)
        {
            var trouble = Trouble;
            if (trouble is null)
            {
                Messages.Enqueue(message);
            }

            // Last: whoever has seen so many tries knows how they went.
            Interlocked.Increment(ref _tries);
            return Task.FromResult(trouble);
        }
    }
}
