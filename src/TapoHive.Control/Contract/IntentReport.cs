using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Control.Contract;

/// <summary>One filled slot of an outlet.</summary>
/// <param name="Layer">Which.</param>
/// <param name="Wanted">What is asked.</param>
/// <param name="Origin">By whom.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">Until when, if it ends by itself.</param>
public sealed record IntentReport(Layer Layer, PowerState Wanted, string Origin, Instant Since, Instant? Until);
