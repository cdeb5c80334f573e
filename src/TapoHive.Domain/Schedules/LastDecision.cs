using NodaTime;
using TapoHive.Domain.Runs;

namespace TapoHive.Domain.Schedules;

/// <summary>What became of a schedule's last occurrence.</summary>
/// <param name="Key">Which.</param>
/// <param name="Due">When it was due.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Run">The run that carried it out, if one did.</param>
/// <param name="Skipped">Why none did.</param>
public sealed record LastDecision(OccurrenceKey Key, Instant Due, Instant At, RunId? Run, SkipReason? Skipped);
