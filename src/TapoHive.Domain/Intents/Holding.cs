using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Intents;

/// <summary>What ends a manual intent besides its own limit.</summary>
public enum Holding
{
    /// <summary>The next accepted occurrence of a schedule for that outlet.</summary>
    UntilNextOccurrence,

    /// <summary>Only a person.</summary>
    UntilReleased,
}
