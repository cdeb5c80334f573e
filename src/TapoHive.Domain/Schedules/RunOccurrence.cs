using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Schedules;

/// <summary>The occurrence that a run carries out: <c>porch 2026-12-25.start 2026-12-25T16:01:00Z</c>.</summary>
/// <param name="Schedule">Of which schedule.</param>
/// <param name="Key">Which one.</param>
/// <param name="Due">When it was due.</param>
public readonly record struct RunOccurrence(ScheduleName Schedule, OccurrenceKey Key, Instant Due) : IText<RunOccurrence>
{
    /// <inheritdoc/>
    public static RunOccurrence FromText(string text) => text.Split(' ') is [var schedule, var key, var due] && InstantPattern.ExtendedIso.Parse(due) is { Success: true } at
        ? new RunOccurrence(new ScheduleName(schedule), OccurrenceKey.FromText(key), at.Value)
        : throw new FormatException($"'{text}' is no occurrence of a schedule.");

    /// <inheritdoc/>
    public override string ToString() => $"{Schedule} {Key} {InstantPattern.ExtendedIso.Format(Due)}";
}
