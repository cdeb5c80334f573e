using System.Collections.Immutable;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>How a plug came to its house.</summary>
public enum Membership
{
    /// <summary>The house file lists it.</summary>
    Listed,

    /// <summary>It was found and will join under its alias once it has told it.</summary>
    Found,

    /// <summary>It was found and joined.</summary>
    Adopted,
}
