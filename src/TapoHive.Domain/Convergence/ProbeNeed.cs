using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>Whether discovery should be asked before the next connection.</summary>
public enum ProbeNeed
{
    /// <summary>No.</summary>
    None,

    /// <summary>Yes.</summary>
    Due,
}
