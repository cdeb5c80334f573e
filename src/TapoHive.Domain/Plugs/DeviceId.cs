using TapoHive.Domain.Text;

namespace TapoHive.Domain.Plugs;

/// <summary>
/// The identifier a plug gives of itself inside a session (<c>get_device_info.device_id</c>, usually 40 hex digits;
/// PROTOCOL 5.3). Opaque: compared, never taken apart. Not the one in a discovery answer (<see cref="Sightings.DiscoveryId"/>).
/// </summary>
public readonly record struct DeviceId(string Value) : IText<DeviceId>
{
    /// <inheritdoc/>
    public static DeviceId FromText(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
