using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;

namespace TapoHive.Domain.Intents;

/// <summary>Somebody wants an outlet on or off.</summary>
/// <param name="Wanted">Which.</param>
/// <param name="Origin">Who.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When it ends by itself; absent where it stays until something newer replaces it.</param>
/// <param name="Holding">Whether a schedule's next occurrence ends it (a thermostat's hold) or not (<c>--hold</c>).</param>
/// <param name="Run">The run that set it, where one did.</param>
public sealed record Intent(
    PowerState Wanted,
    Origin Origin,
    Instant Since,
    Instant? Until = null,
    Holding Holding = Holding.UntilNextOccurrence,
    RunId? Run = null);
