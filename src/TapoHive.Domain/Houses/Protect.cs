using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>Whether selectors such as <c>all</c> may mean an outlet.</summary>
public enum Protect
{
    /// <summary>They may.</summary>
    No,

    /// <summary>Only its own name means it.</summary>
    OnlyByName,
}
