using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Intents;

/// <summary>
/// What a house tells a plug of one outlet. It carries its own end, so that a plug acts at <paramref name="Until"/> even while
/// its house is elsewhere.
/// </summary>
/// <param name="Wanted">The state asked for now.</param>
/// <param name="Revision">The house's revision (journal sequence number) that set it: newer ones are greater.</param>
/// <param name="Until">When it ends, if it does.</param>
/// <param name="Then">The state asked for from then on; meaningful with <paramref name="Until"/> only.</param>
/// <param name="By">How it came to count.</param>
public sealed record Desired(PowerState Wanted, long Revision, Instant? Until = null, PowerState? Then = null, DesiredBy By = DesiredBy.Intent)
{
    /// <summary>What is asked for at a moment: a late intent is not applied, its end always is.</summary>
    public PowerState At(Instant now) => IsOver(now) ? AtEnd : Wanted;

    /// <summary>What is asked for from its own end on.</summary>
    public PowerState AtEnd => Then ?? Wanted.Opposite();

    /// <summary>Whether it has reached its own end.</summary>
    public bool IsOver(Instant now) => Until is { } until && now >= until;
}
