using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Chaos.Histories;

/// <summary>What was wanted of an outlet for a time.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; the next one begins there.</param>
/// <param name="Wanted">What; null where nobody asked for anything.</param>
internal sealed record Wish(Instant From, Instant To, PowerState? Wanted);
