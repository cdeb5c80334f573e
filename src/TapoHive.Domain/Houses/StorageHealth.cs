using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>Whether a house can write.</summary>
public enum StorageHealth
{
    /// <summary>The last write worked.</summary>
    Available,

    /// <summary>A write failed; nothing is accepted until it works again.</summary>
    Unavailable,
}
