namespace TapoHive.Control.Contract;

/// <summary>One schedule as it stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="House">Its house.</param>
/// <param name="When">When it is due, as the file says it.</param>
/// <param name="Words">The same in words.</param>
/// <param name="Does">What it does then.</param>
/// <param name="State"><c>active</c>, <c>paused</c>, <c>skipping</c> (its next occurrence is left out) or <c>disabled</c>.</param>
/// <param name="PausedUntil">Until when it is paused, where that has an end.</param>
/// <param name="Next">When it is due next, RFC 3339 with the offset of its house.</param>
/// <param name="LastDue">When its last decided occurrence was due.</param>
/// <param name="Last">What became of that: <c>run 17</c>, or why it was skipped.</param>
public sealed record ScheduleStanding(
    string Name, string House, string When, string Words, string Does, string State, string? PausedUntil, string? Next, string? LastDue, string? Last);
