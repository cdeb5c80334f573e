using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Readings;

/// <summary>What a plug said of itself in one exchange (<c>get_device_info</c> and, for strips, <c>get_child_device_list</c>;
/// PROTOCOL 5.3). Only this is evidence of a state; the "ok" to a command is not.</summary>
/// <param name="Mac">Its identity, to be compared with the plug that was meant.</param>
/// <param name="DeviceId">Its identifier inside sessions.</param>
/// <param name="Model">Model without region.</param>
/// <param name="Firmware">Firmware version as the plug words it; empty where it does not say.</param>
/// <param name="Alias">The name given in the vendor's app; empty where none is.</param>
/// <param name="SignalStrength">Received signal in dBm, where told.</param>
/// <param name="Outlets">Every relay, ordered by slot; a plug without children has exactly one, <see cref="OutletSlot.Whole"/>.</param>
public sealed record PlugReading(
    Mac Mac,
    DeviceId DeviceId,
    string Model,
    string Firmware,
    string Alias,
    int? SignalStrength,
    ImmutableArray<OutletReading> Outlets);
