using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Tests;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling.Tests;

/// <summary>Very much in one minute, which passes as fast as it can.</summary>
public sealed class ManyTests
{
    private const int Triggers = 10_000;
    private const int Outlets = 1_000;
    private const int Together = 300;
    private const int SmallHouses = 97;
    private const int MostMoments = 1_200;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 12, 0);

    [Fact]
    public async Task Ten_thousand_alarms_of_one_minute_each_go_off_once()
    {
        var rung = Channel.CreateUnbounded<Alarm>();
        var time = new FakeTimeProvider(Noon.ToDateTimeOffset());
        await using var clock = await AlarmClock.StartAsync(alarm => rung.Writer.TryWrite(alarm), time, NullLoggerFactory.Instance);
        for (var number = 0; number < Triggers; number++)
        {
            await clock.SetAsync(AlarmOf(number), DueOf(number));
        }

        var counted = new Dictionary<Alarm, int>();
        var moments = 0;
        for (var second = 1; second <= 60; second++)
        {
            // Quartz may begin to sleep right after time has moved: an alarm that is set for now wakes it, and so does another moment.
            time.Advance(TimeSpan.FromSeconds(1));
            await clock.SetAsync(AlarmOf(Triggers + second), Noon + Duration.FromSeconds(second));
            var due = Enumerable.Range(0, Triggers).Count(number => DueOf(number) <= Noon + Duration.FromSeconds(second)) + second;
            while (counted.Count < due)
            {
                if (await NextAsync(rung.Reader) is { } alarm)
                {
                    counted[alarm] = counted.GetValueOrDefault(alarm) + 1;
                }
                else
                {
                    Assert.True(++moments < MostMoments, $"Only {counted.Count} of {due} alarms went off.");
                    time.Advance(TimeSpan.FromMilliseconds(1));
                }
            }
        }

        Assert.Equal(Triggers + 60, counted.Count);
        Assert.All(counted.Values, static times => Assert.Equal(1, times));
        Assert.False(rung.Reader.TryRead(out _));
    }

    /// <summary>300 schedules of one instant over 1,000 outlets, and 9,700 more of other houses in the same minute.</summary>
    [Fact]
    public async Task Of_ten_thousand_schedules_in_one_minute_every_occurrence_is_one_run()
    {
        var log = new CollectedLog();
        var board = new HouseBoard();
        var clock = new FakeClock(Noon);
        var time = new FakeTimeProvider(Noon.ToDateTimeOffset());
        using var system = ActorSystem.Create("hive", ConfigurationFactory.ParseString(
            $"akka {{ loglevel = OFF, stdout-loglevel = OFF, scheduler.implementation = \"{typeof(TestScheduler).FullName}, {typeof(TestScheduler).Assembly.GetName().Name}\" }}"));
        var houses = system.ActorOf(Props.Create(() => new HousesActor(
            new HouseSurroundings(ActorRefs.Nobody, ActorRefs.Nobody, new EmptyVault(), board, clock, log, QuartzCron.Instance))));
        HouseDefinition[] all = [Large(), .. Enumerable.Range(0, SmallHouses).Select(Small)];
        foreach (var house in all)
        {
            Assert.IsType<HouseAccepted>(await houses.Ask<object>(new ApplyHouse(house, "test.conf", "1"), Patience));
        }

        var scheduler = HiveScheduler.Start(system, new SchedulerSurroundings(board, houses, QuartzCron.Instance, clock, time, NullLoggerFactory.Instance));
        for (var second = 0; second < 75; second++)
        {
            clock.Advance(Duration.FromSeconds(1));
            time.Advance(TimeSpan.FromSeconds(1));
            ((TestScheduler)system.Scheduler).Advance(TimeSpan.FromSeconds(1));
            await scheduler.Ask<ActorIdentity>(new Identify(null), Patience);
        }

        foreach (var house in all)
        {
            await AllDecidedAsync(board, house.Name);
            Assert.IsType<DueDecided>(await houses.Ask<object>(new DecideDue(house.Name, [], 1_000_000), Patience));
        }

        var fired = log.Lines.Where(static line => line.Contains(" fired (occurrence 2026-11-23, ", StringComparison.Ordinal)).Select(static line => line[..line.IndexOf(" fired", StringComparison.Ordinal)]).ToList();
        Assert.Equal(Triggers, fired.Count);
        Assert.Equal(Triggers, fired.Distinct(StringComparer.Ordinal).Count());
        Assert.All(board.Views[Large().Name].State.Plugs.Values.SelectMany(static plug => plug.Outlets.Values), static outlet => Assert.NotNull(outlet.Intents.Schedule));
    }

    /// <summary>The next alarm that went off; nothing after a while without one.</summary>
    private static async Task<Alarm?> NextAsync(ChannelReader<Alarm> rung)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        try
        {
            return await rung.ReadAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task AllDecidedAsync(HouseBoard board, HouseName house)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        while (true)
        {
            var version = board.Version;
            if (board.Views[house].State.Schedules!.Values.All(static memory => memory.Last is not null))
            {
                return;
            }

            await board.WhenNewerThan(version, giveUp.Token);
        }
    }

    private static Instant DueOf(int number) => Noon + Duration.FromMilliseconds(number * 6);

    private static Alarm AlarmOf(int number) => new(new HouseName("home"), new ScheduleName($"s{number}"), AlarmKind.Due);

    private static HouseDefinition Large() => House("large", 0, Outlets, Enumerable.Range(0, Together).Select(static number => Schedule(
        number, Noon + Duration.FromSeconds(30), [.. Enumerable.Range(0, Outlets).Where(outlet => outlet % Together == number).Select(static outlet => $"p{outlet}")])));

    private static HouseDefinition Small(int house) => House($"small-{house}", Outlets + house, 1, Enumerable.Range(0, (Triggers - Together) / SmallHouses).Select(
        number => Schedule(number, Noon + Duration.FromSeconds(1 + ((number + house) % 60)), ["p0"])));

    private static HouseDefinition House(string name, int before, int plugs, IEnumerable<ScheduleDefinition> schedules) => new(
        new HouseName(name),
        "Etc/UTC",
        [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "P"))],
        DiscoveryDefinition.Usual,
        PressPolicy.Follow,
        [.. Enumerable.Range(0, plugs).Select(number => new PlugDefinition(
            new PlugName($"p{number}"), Mac.FromBits(0x00005E100000UL + (ulong)(before + number)), null, null, new AccountName("default"), null, [], Protect.No, null, null, []))],
        Schedules: [.. schedules]);

    private static ScheduleDefinition Schedule(int number, Instant due, ImmutableArray<string> on) => new(
        new ScheduleName($"s{number}"), new ScheduleTiming.At(new Moment.TimeOfDay(due.InUtc().TimeOfDay)), new ScheduleAction.Set(on, []), [], null, null, null, ScheduleDefinition.UsualGrace);

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
