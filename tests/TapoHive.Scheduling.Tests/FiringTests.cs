using NodaTime;
using TapoHive.Actors.Tests;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling.Tests;

/// <summary>A hive with its scheduler, on real sockets against emulated plugs.</summary>
public sealed class FiringTests
{
    [Fact]
    public async Task At_its_instant_a_schedule_moves_its_relays_once_and_says_so()
    {
        await using var house = await HiveHarness.StartAsync("klap=2");
        Start(house);
        var due = await ApplySoonAsync(house);

        var view = await house.UntilAsync(seen => seen.State.MemoryOf(new ScheduleName("x"))?.Last is not null && house.Plugs.Plug(1).Outlets[0].Power == PowerState.On);
        var last = view.State.MemoryOf(new ScheduleName("x"))!.Last!;
        Assert.Null(last.Skipped);
        Assert.Equal(due, last.Due);
        Assert.Equal(PowerState.Off, house.Plugs.Plug(2).Outlets[0].Power);
        Assert.Single(house.Log.Lines, line => line.Contains("schedule x fired", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_window_that_runs_when_its_file_is_applied_begins_at_once()
    {
        await using var house = await HiveHarness.StartAsync("klap=1");
        Start(house);
        var now = SystemClock.Instance.GetCurrentInstant().InUtc().LocalDateTime;

        await house.ApplyAsync(
            With(house, new ScheduleTiming.Window(new Moment.DateAndTime(now.PlusMinutes(-30)), new Moment.DateAndTime(now.PlusHours(2))), "plug-1"), "2");

        await house.UntilAsync(_ => house.Plugs.Plug(1).Outlets[0].Power == PowerState.On);
    }

    // A machine so busy that the file is applied after its own schedule was due gets a later one.
    private static async Task<Instant> ApplySoonAsync(HiveHarness house)
    {
        for (var attempt = 2; ; attempt++)
        {
            var due = (SystemClock.Instance.GetCurrentInstant() + Duration.FromSeconds(3)).InUtc().LocalDateTime.With(TimeAdjusters.TruncateToSecond);
            await house.ApplyAsync(With(house, new ScheduleTiming.At(new Moment.DateAndTime(due)), "plug-1"), $"{attempt}");
            var view = await house.UntilAsync(seen => seen.State.SourceHash == $"{attempt}");
            if (view.State.MemoryOf(new ScheduleName("x"))!.Since < due.InUtc().ToInstant())
            {
                return due.InUtc().ToInstant();
            }
        }
    }

    private static void Start(HiveHarness house) => HiveScheduler.Start(
        house.System, new SchedulerSurroundings(house.Hive.Board, house.Hive.Houses, QuartzCron.Instance, SystemClock.Instance, TimeProvider.System, house.Log));

    private static HouseDefinition With(HiveHarness house, ScheduleTiming when, string outlet) => HiveHarness.Define(house.Plugs) with
    {
        Plugs = [.. HiveHarness.Define(house.Plugs).Plugs.Zip(house.Plugs.Plugs, (listed, plug) => listed with { Host = plug.Address })],
        TimeZone = "Etc/UTC",
        Schedules = [new ScheduleDefinition(new ScheduleName("x"), when, new ScheduleAction.Set([outlet], []), [], null, null, null, ScheduleDefinition.UsualGrace)],
    };
}
