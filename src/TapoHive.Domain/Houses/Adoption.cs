using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What becomes of a found plug that nobody listed.</summary>
public enum Adoption
{
    /// <summary>It joins the house under its alias.</summary>
    Automatic,

    /// <summary>It waits for <c>tapohive adopt</c>.</summary>
    Ask,
}
