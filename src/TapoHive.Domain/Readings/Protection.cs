using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Readings;

/// <summary>The plug's own protections (PROTOCOL 5.3). Any but <see cref="None"/> means: do not switch this relay on by yourself.</summary>
public enum Protection
{
    /// <summary>Nothing is tripped.</summary>
    None,

    /// <summary>Too hot.</summary>
    Overheated,

    /// <summary>Too much current.</summary>
    Overcurrent,

    /// <summary>More power than the limit set on the plug.</summary>
    Overloaded,
}
