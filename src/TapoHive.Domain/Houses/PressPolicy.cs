using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What a press on a plug's own button means.</summary>
public enum PressPolicy
{
    /// <summary>It is a person's wish: it becomes the manual intent.</summary>
    Follow,

    /// <summary>It is driven back, a few times; then it is reported as a fight.</summary>
    Enforce,
}
