using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Schedules;

namespace TapoHive.Daemon.Tests.Schedules;

/// <summary>Clocks that are set, machines that sleep: a house and its scheduler, in a process whose elapsed time goes on evenly.</summary>
public sealed class ClockTests
{
    private const string Schedules = """
        night { at = "18:00", off = lamp }
        porch { from = "18:00", until = "23:00", on = porch }
        """;

    private const string Late = "its grace was over when the hive learnt of it";
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 12, 0);

    /// <summary>How far the clock is set at noon (or how long the machine slept), and what became of <c>at 18:00</c> and of a window from 18:00 to 23:00.</summary>
    public static TheoryData<string, string, string, string> Ahead => new()
    {
        { "minutes", "00:00:05:00", "", "" },
        { "past the instant by minutes", "00:06:05:00", "2026-11-23T18:00:00Z: run N", "2026-11-23T18:00:00Z: run N" },
        { "hours", "00:09:00:00", $"2026-11-23T18:00:00Z: skipped: {Late}", "2026-11-23T18:00:00Z: run N" },
        { "days", "03:00:00:00", $"2026-11-25T18:00:00Z: skipped: {Late}", "2026-11-25T23:00:00Z: run N" },
        { "years", "1461:06:05:00", "2030-11-23T18:00:00Z: run N", "2030-11-23T18:00:00Z: run N" },
    };

    [Theory]
    [MemberData(nameof(Ahead))]
    public async Task A_clock_that_is_set_ahead_or_a_machine_that_slept_is_a_hive_that_was_away(string length, string step, string night, string porch)
    {
        _ = length;
        await using var hive = await BornAsync();

        await hive.JumpAsync(Length(step));
        await hive.UntilAsync(_ => hive.LastOf("night") == night && hive.LastOf("porch") == porch);

        Assert.Equal(0, await hive.DecideAgainAsync());
        Assert.Equal(porch.Length == 0 ? "" : porch.Contains("23:00", StringComparison.Ordinal) ? "off schedule" : "on schedule", hive.Wanted("porch"));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_by_minutes_fires_nothing_twice()
    {
        await using var hive = await BornAsync();
        await hive.JumpAsync(Duration.FromHours(6));
        await hive.UntilAsync(_ => hive.LastOf("night") == "2026-11-23T18:00:00Z: run N");
        var decided = hive.State.Schedules!;

        await hive.JumpAsync(-Duration.FromMinutes(10));
        await hive.LiveAsync(Duration.FromMinutes(15));

        Assert.Equal(0, await hive.DecideAgainAsync());
        Assert.All(hive.State.Schedules!, schedule => Assert.Equal(decided[schedule.Key], schedule.Value));
    }

    [Theory]
    [InlineData("00:09:00:00")]
    [InlineData("1461:09:00:00")]
    public async Task A_clock_that_was_far_ahead_and_is_set_right_keeps_nothing_from_its_time(string ahead)
    {
        await using var hive = await BornAsync();
        await hive.JumpAsync(Length(ahead));
        await hive.UntilAsync(static state => state.MemoryOf(new ScheduleName("night"))!.Last is not null);

        await hive.JumpAsync(-Length(ahead));
        await hive.UntilAsync(static state => state.MemoryOf(new ScheduleName("night"))!.Mark is null && state.MemoryOf(new ScheduleName("porch"))!.Running is null);
        Assert.Equal(["hillside: the clock had been ahead and was set right; counted from now on: night, porch"], await hive.HistoryAsync("clock-corrected"));

        await hive.JumpAsync(Duration.FromHours(6));
        await hive.UntilAsync(_ => hive.LastOf("night") == "2026-11-23T18:00:00Z: run N" && hive.LastOf("porch") == "2026-11-23T18:00:00Z: run N");
    }

    [Fact]
    public async Task A_hive_that_comes_back_under_a_clock_set_back_by_years_goes_by_it()
    {
        await using var future = await MortalHive.BornAsync(Instant.FromUtc(2030, 11, 23, 12, 0), Schedules, "porch", "lamp");
        await using var hive = await future.KilledAndBackAsync(Noon);
        await hive.UntilAsync(static state => state.MemoryOf(new ScheduleName("night"))!.Since == Noon);

        await hive.JumpAsync(Duration.FromHours(6));
        await hive.UntilAsync(_ => hive.LastOf("night") == "2026-11-23T18:00:00Z: run N");
    }

    [Fact]
    public async Task What_people_order_and_what_comes_of_it_is_told_in_words()
    {
        await using var hive = await BornAsync();
        var anna = Origin.Operator("anna");
        await OrderAsync(hive, new PauseSchedules(MortalHive.Home, new ScheduleName("porch"), [], Noon + Duration.FromHours(12), anna));
        await OrderAsync(hive, new SkipOccurrence(MortalHive.Home, new ScheduleName("night"), anna));
        await hive.JumpAsync(Duration.FromHours(7));
        await hive.UntilAsync(static state => state.Schedules!.Values.All(static memory => memory.Last is not null));
        await hive.JumpAsync(Duration.FromHours(6));
        await hive.UntilAsync(static state => state.MemoryOf(new ScheduleName("porch"))!.Pause is null);
        await OrderAsync(hive, new PauseSchedules(MortalHive.Home, null, [new ScheduleName("night")], null, anna));
        await OrderAsync(hive, new ResumeSchedules(MortalHive.Home, null, anna));

        Assert.Equal(
            [
                "hillside: schedule porch paused by operator anna, until 2026-11-24 00:00",
                "hillside: all schedules paused by operator anna, until resumed, all but night",
            ],
            await hive.HistoryAsync("paused"));
        Assert.Equal(["hillside: schedule night is to be left out next time (due 2026-11-23 18:00), says operator anna"], await hive.HistoryAsync("to-be-skipped"));
        Assert.Equal(
            [
                "hillside: schedule night was not carried out: due 2026-11-23 18:00, a person said so",
                "hillside: schedule porch was not carried out: due 2026-11-23 18:00, paused",
                "hillside: schedule porch was not carried out: due 2026-11-23 23:00, its window did not begin",
            ],
            (await hive.HistoryAsync("skipped")).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.Equal(["hillside: schedule porch resumed: the pause is over", "hillside: all schedules resumed by operator anna"], await hive.HistoryAsync("resumed"));
    }

    private static async Task<MortalHive> BornAsync()
    {
        var hive = await MortalHive.BornAsync(Noon, Schedules, "porch", "lamp");
        await hive.DecideAgainAsync();
        return hive;
    }

    private static async Task OrderAsync(MortalHive hive, IForHouse order) => Assert.IsType<ScheduleOrdered>(await hive.AskAsync<object>(order));

    private static Duration Length(string text) => NodaTime.Text.DurationPattern.CreateWithInvariantCulture("D:hh:mm:ss").Parse(text).Value;
}
