using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Chaos.Histories;

/// <summary>What was wanted of an outlet for a time.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; the next one begins there.</param>
/// <param name="Wanted">What; null where nobody asked for anything.</param>
/// <param name="Ends">When it was to end by itself.</param>
/// <param name="Then">What was to follow then.</param>
internal sealed record Wish(Instant From, Instant To, PowerState? Wanted, Instant? Ends = null, PowerState? Then = null)
{
    /// <summary>Whether a command that was sent at a time, or so long before, and moved an outlet there, did what was wanted. A plug carries out an end by
    /// itself: of a newer wish it hears only when that is written.</summary>
    public bool Explains(PowerState moved, Instant earliest, Instant latest) =>
        To >= earliest && ((Wanted == moved && From <= latest) || (Then == moved && Ends <= latest));
}
