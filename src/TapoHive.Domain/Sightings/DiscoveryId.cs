using TapoHive.Domain.Text;

namespace TapoHive.Domain.Sightings;

/// <summary>
/// The identifier in a discovery answer (<c>device_id</c>, 32 hex digits; PROTOCOL 1.2). Stable over address changes, and
/// different from the one inside a session (<see cref="Plugs.DeviceId"/>).
/// </summary>
public readonly record struct DiscoveryId(string Value) : IText<DiscoveryId>
{
    /// <inheritdoc/>
    public static DiscoveryId FromText(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
