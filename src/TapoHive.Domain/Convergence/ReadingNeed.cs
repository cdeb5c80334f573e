using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>Whether a reading is needed besides those that are planned.</summary>
public enum ReadingNeed
{
    /// <summary>No.</summary>
    None,

    /// <summary>Yes, and one that was begun before does not do.</summary>
    Fresh,
}
