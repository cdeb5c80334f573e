using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Convergence;

/// <summary>Whether the last reading belongs to the present session.</summary>
public enum Continuity
{
    /// <summary>There was a gap: anything may have happened.</summary>
    Broken,

    /// <summary>Nothing but a hand, a timer or ourselves can have changed it since.</summary>
    Unbroken,
}
