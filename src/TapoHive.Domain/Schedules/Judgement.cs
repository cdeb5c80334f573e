namespace TapoHive.Domain.Schedules;

/// <summary>What is to become of one occurrence.</summary>
/// <param name="Occurrence">Which.</param>
/// <param name="Skip">Why it is skipped; absent where it is carried out.</param>
/// <param name="Because">The same in words where there is more to say.</param>
public sealed record Judgement(Occurrence Occurrence, SkipReason? Skip, string? Because = null);
