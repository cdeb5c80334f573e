using System.Net;
using System.Text.Json.Serialization;
using NodaTime;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Sightings;

/// <summary>Whether a plug belongs to an account (<c>factory_default</c>).</summary>
public enum Binding
{
    /// <summary>Set up with an account.</summary>
    Bound,

    /// <summary>Never set up, or reset.</summary>
    FactoryDefault,
}
