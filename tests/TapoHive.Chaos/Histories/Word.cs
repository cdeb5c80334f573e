using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Chaos.Histories;

/// <summary>What somebody said of an outlet, as it stands in one layer.</summary>
/// <param name="Wanted">On or off.</param>
/// <param name="By">The number of the event, or the run, that said it.</param>
/// <param name="Since">When.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="Holding">What else ends it.</param>
/// <param name="Origin">Who.</param>
internal sealed record Word(PowerState Wanted, long By, Instant Since, Instant? Until = null, Holding Holding = Holding.UntilNextOccurrence, Origin Origin = default);
