using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Convergence;

/// <summary>The next change of what is wanted that comes by itself.</summary>
/// <param name="At">When.</param>
/// <param name="Then">What is wanted from then on.</param>
/// <param name="Cause">Why.</param>
public sealed record OutletEnd(Instant At, PowerState Then, EndCause Cause);
