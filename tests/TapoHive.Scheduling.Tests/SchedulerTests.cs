using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using Akka.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling.Tests;

/// <summary>The scheduler alone: houses are a board that shows what the test puts there, and an actor that notes what it is asked.</summary>
public sealed class SchedulerTests : IAsyncDisposable
{
    private static readonly HouseName Home = new("home");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ActorSystem _system = ActorSystem.Create(
        "hive", $"akka {{ loglevel = OFF, stdout-loglevel = OFF, scheduler.implementation = \"{typeof(TestScheduler).FullName}, {typeof(TestScheduler).Assembly.GetName().Name}\" }}");

    private readonly HouseBoard _board = new();
    private readonly Channel<object> _asked = Channel.CreateUnbounded<object>();
    private readonly FakeClock _clock = new(SystemClock.Instance.GetCurrentInstant());
    private readonly FakeTimeProvider _elapsing = new(DateTimeOffset.UtcNow);
    private long _version;

    [Fact]
    public async Task On_start_every_house_is_asked_what_is_due()
    {
        Show(Home, "at", Schedule("a", _clock.GetCurrentInstant() + Duration.FromHours(5)));
        Start(answers: true);

        Assert.Equal([], Assert.IsType<DecideDue>(await NextAsync()).Schedules);
    }

    [Fact]
    public async Task A_house_that_does_not_answer_is_asked_again_and_no_more_once_it_has()
    {
        Show(Home, "at", Schedule("a", _clock.GetCurrentInstant() + Duration.FromHours(5)));
        var scheduler = Start(answers: false);

        var first = Assert.IsType<DecideDue>(await NextAsync());
        await PassAsync(scheduler, 3);
        var second = Assert.IsType<DecideDue>(await NextAsync());
        Assert.Equal(first.Schedules, second.Schedules);
        Assert.True(second.Number > first.Number);

        // An answer to the first question answers the second: both were noted before.
        scheduler.Tell(new DueDecided(Home, first.Schedules, first.Number));
        await PassAsync(scheduler, 4);
        Assert.False(_asked.Reader.TryRead(out _));
    }

    [Fact]
    public async Task An_alarm_goes_off_at_its_instant_and_those_of_one_instant_are_one_question()
    {
        var due = SystemClock.Instance.GetCurrentInstant() + Duration.FromSeconds(3);
        Show(Home, "at", [.. Enumerable.Range(0, 50).Select(n => Schedule($"s{n}", due))]);
        Start(answers: true, SystemClock.Instance);

        Assert.Equal([], Assert.IsType<DecideDue>(await NextAsync()).Schedules);
        var asked = new HashSet<ScheduleName>();
        while (asked.Count < 50)
        {
            var question = Assert.IsType<DecideDue>(await NextAsync());
            asked.UnionWith(question.Schedules);
        }

        Assert.True(SystemClock.Instance.GetCurrentInstant() >= due - Duration.FromSeconds(1));
    }

    [Theory]
    [InlineData(5)] // minutes
    [InlineData(7 * 60)] // hours
    [InlineData(4 * 365 * 24 * 60)] // years
    [InlineData(-5)]
    [InlineData(-7 * 60)]
    [InlineData(-4 * 365 * 24 * 60)]
    public async Task When_the_clock_was_set_or_the_machine_slept_every_house_is_asked(int minutes)
    {
        Show(Home, "at", Schedule("a", _clock.GetCurrentInstant() + Duration.FromDays(3000)));
        var scheduler = Start(answers: true);
        await NextAsync();

        _clock.Advance(Duration.FromMinutes(minutes));
        await PassAsync(scheduler, 5);

        Assert.Equal([], Assert.IsType<DecideDue>(await NextAsync()).Schedules);
    }

    [Fact]
    public async Task A_schedule_that_a_file_brings_is_asked_for_at_once()
    {
        Show(Home, "at");
        Start(answers: true);
        await NextAsync();

        Show(Home, "at", Schedule("a", _clock.GetCurrentInstant() + Duration.FromHours(5)));

        Assert.Equal([], Assert.IsType<DecideDue>(await NextAsync()).Schedules);
    }

    [Fact]
    public async Task What_became_due_before_a_decision_was_seen_is_asked_for()
    {
        var now = _clock.GetCurrentInstant();
        var (from, until) = (now + Duration.FromHours(1), now + Duration.FromHours(2));
        var window = Schedule("a", from) with { When = new ScheduleTiming.Window(At(from), At(until)) };
        var state = Show(Home, "at", window);
        Start(answers: true);
        await NextAsync();

        // The window has begun, and by the time that is seen it should have ended.
        _clock.Advance(Duration.FromHours(3));
        var memory = state.MemoryOf(window.Name)!;
        var begun = OccurrenceKey.Of(from.InUtc().Date, WindowEdge.Start);
        Show(state with { Schedules = state.Schedules!.SetItem(window.Name, memory.After(begun, from, new LastDecision(begun, from, from, null, null))) });

        Assert.Equal([window.Name], Assert.IsType<DecideDue>(await NextAsync()).Schedules);
    }

    [Fact]
    public async Task Sessions_are_warmed_shortly_before()
    {
        // Twenty seconds before what is due in 23 is in three.
        Show(Home, "at", Schedule("a", SystemClock.Instance.GetCurrentInstant() + Duration.FromSeconds(23)));
        Start(answers: true, SystemClock.Instance);
        await NextAsync();

        Assert.Equal([new ScheduleName("a")], Assert.IsType<WarmUp>(await NextAsync()).Schedules);
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();

    private IActorRef Start(bool answers, IClock? clock = null)
    {
        var houses = _system.ActorOf(Props.Create(() => new NotingHouses(_asked.Writer, answers)), "houses");
        return HiveScheduler.Start(_system, new SchedulerSurroundings(
            _board, houses, QuartzCron.Instance, clock ?? _clock, clock is null ? _elapsing : TimeProvider.System, NullLoggerFactory.Instance));
    }

    /// <summary>Lets seconds pass for the timers of actors.</summary>
    private async Task PassAsync(IActorRef scheduler, int seconds)
    {
        await scheduler.Ask<ActorIdentity>(new Identify(null), Patience);
        ((TestScheduler)_system.Scheduler).Advance(TimeSpan.FromSeconds(seconds));
        await scheduler.Ask<ActorIdentity>(new Identify(null), Patience);
    }

    private async Task<object> NextAsync()
    {
        using var giveUp = new CancellationTokenSource(Patience);
        return await _asked.Reader.ReadAsync(giveUp.Token);
    }

    private HouseState Show(HouseName house, string source, params ScheduleDefinition[] schedules)
    {
        var definition = new HouseDefinition(
            house,
            "Etc/UTC",
            [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "P"))],
            DiscoveryDefinition.Usual,
            PressPolicy.Follow,
            [],
            Schedules: [.. schedules]);
        return Show(HouseEvolution.Evolve(HouseState.Empty, new HouseApplied(_clock.GetCurrentInstant(), definition, source, "")));
    }

    private HouseState Show(HouseState state)
    {
        _board.Publish(new HouseView(state.Definition!.Name, ++_version, _clock.GetCurrentInstant(), state, ImmutableDictionary<Domain.Plugs.PlugId, Domain.Plugs.PlugReport>.Empty));
        return state;
    }

    private static Moment.DateAndTime At(Instant at) => new(at.InUtc().LocalDateTime.With(TimeAdjusters.TruncateToSecond));

    private static ScheduleDefinition Schedule(string name, Instant at) => new(
        new ScheduleName(name),
        new ScheduleTiming.At(At(at)),
        new ScheduleAction.Set(["all"], []),
        [],
        null,
        null,
        null,
        ScheduleDefinition.UsualGrace);

    private sealed class NotingHouses : ReceiveActor
    {
        public NotingHouses(ChannelWriter<object> asked, bool answers)
        {
            Receive<DecideDue>(due =>
            {
                asked.TryWrite(due);
                if (answers)
                {
                    Sender.Tell(new DueDecided(due.House, due.Schedules, due.Number));
                }
            });
            Receive<WarmUp>(warm => asked.TryWrite(warm));
        }
    }
}
