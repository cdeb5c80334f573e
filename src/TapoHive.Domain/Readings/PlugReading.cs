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

/// <summary>What a plug said of one relay.</summary>
/// <param name="Slot">Which one.</param>
/// <param name="Alias">Its own name on a strip; empty where none is.</param>
/// <param name="State">On or off.</param>
/// <param name="OnTime">How long it has been on, to the second; zero when off, absent where not told.</param>
/// <param name="Protection">Whether the plug switched it off, or would, to protect itself.</param>
public sealed record OutletReading(OutletSlot Slot, string Alias, PowerState State, Duration? OnTime, Protection Protection);

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
