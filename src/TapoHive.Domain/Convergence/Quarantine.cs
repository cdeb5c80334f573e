using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>Whether the account may be tried on a plug.</summary>
public enum Quarantine
{
    /// <summary>It may.</summary>
    None,

    /// <summary>Not until the credential changes or an operator says <c>retry</c>, or discovery tells that it was another device that refused.</summary>
    Quarantined,

    /// <summary>An operator said <c>retry</c>: it may, whatever a sighting says of the owner.</summary>
    Overruled,
}
