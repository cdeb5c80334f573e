using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Convergence;

/// <summary>What became of a command to a countdown.</summary>
/// <param name="Slot">Which outlet.</param>
/// <param name="At">When the plug answered: what remains counts from then.</param>
/// <param name="Countdown">What was read back; absent where the plug refused.</param>
/// <param name="Refusal">Why it refused.</param>
public sealed record TimerSeen(OutletSlot Slot, Instant At, Countdown? Countdown, Failure? Refusal);
