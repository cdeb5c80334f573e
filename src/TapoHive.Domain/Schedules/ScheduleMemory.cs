using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>What a house remembers of one schedule.</summary>
/// <param name="Anchor">From when <c>every</c> counts.</param>
/// <param name="Since">What was due before is nobody's business: the file was not applied, or the schedule not in force.</param>
/// <param name="Mark">The last occurrence that was decided: it and all before it do nothing any more.</param>
/// <param name="MarkDue">When that was due.</param>
/// <param name="Running">The start of the window that began and has not ended.</param>
/// <param name="TakesOver">Set where a window was running when the file changed it: where it should be by its new times counts at once.</param>
/// <param name="SkipNext">The occurrence that a person said to skip.</param>
/// <param name="Pause">Its own pause.</param>
/// <param name="Last">What became of the last occurrence.</param>
public sealed record ScheduleMemory(
    Instant Anchor,
    Instant Since,
    OccurrenceKey? Mark = null,
    Instant? MarkDue = null,
    OccurrenceKey? Running = null,
    OccurrenceKey? TakesOver = null,
    OccurrenceKey? SkipNext = null,
    SchedulePause? Pause = null,
    LastDecision? Last = null)
{
    /// <summary>A schedule to which nothing has happened.</summary>
    public static ScheduleMemory From(Instant applied) => new(applied, applied);

    /// <summary>The same after one more occurrence was decided.</summary>
    public ScheduleMemory After(OccurrenceKey key, Instant due, LastDecision last) => this with
    {
        Mark = Mark is { } mark && mark.CompareTo(key) > 0 ? mark : key,
        MarkDue = MarkDue is { } known && known > due ? known : due,
        Running = key.Edge == WindowEdge.None ? Running : key.Edge == WindowEdge.Start && last.Skipped is null ? key : null,
        TakesOver = null,
        SkipNext = SkipNext is { } skip && skip.CompareTo(key) <= 0 ? null : SkipNext,
        Last = last,
    };
}
