using System.Collections.Immutable;
using TapoHive.Domain.Plugs;

namespace TapoHive.Emulator.Hardware;

/// <summary>
/// One kind of plug with one firmware: everything that decides which methods it knows and which fields it shows. The rows are in
/// <see cref="PlugModels"/>.
/// </summary>
internal sealed record PlugModel
{
    /// <summary>The model inside a session, such as <c>P110</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The model in a discovery answer, such as <c>P110(UK)</c>; the oldest firmware leaves the region out.</summary>
    public required string DiscoveryName { get; init; }

    /// <summary>The device family, in discovery and inside.</summary>
    public string Family { get; init; } = "SMART.TAPOPLUG";

    /// <summary>The protocol it speaks.</summary>
    public required Transport Transport { get; init; }

    /// <summary>The login version it announces as <c>lv</c>; 1 is announced by leaving <c>lv</c> out (PROTOCOL 1.2).</summary>
    public int LoginVersion { get; init; } = 2;

    /// <summary><c>fw_ver</c>.</summary>
    public required string Firmware { get; init; }

    /// <summary><c>hw_ver</c>.</summary>
    public string HardwareVersion { get; init; } = "1.0";

    /// <summary><c>specs</c>: a market, or empty.</summary>
    public string Specs { get; init; } = "";

    /// <summary>What <c>component_nego</c> answers.</summary>
    public required ImmutableArray<Component> Components { get; init; }

    /// <summary>What a child answers to it; empty for a plug without children.</summary>
    public ImmutableArray<Component> ChildComponents { get; init; } = [];

    /// <summary>What <c>qs_component_nego</c> answers.</summary>
    public required ImmutableArray<Component> SetupComponents { get; init; }

    /// <summary>The positions of a strip's children in the order its lists give them; empty for a plug without children.</summary>
    public ImmutableArray<int> ListOrder { get; init; } = [];

    /// <summary>How the relay's temperature is shown.</summary>
    public Overheating Overheating { get; init; } = Overheating.Flag;

    /// <summary>Whether its firmware is so old that it has no <c>rssi</c>, no time fields and no usage method (P100 1.1).</summary>
    public bool FirstGeneration { get; init; }

    /// <summary>Whether <c>get_device_info</c> has the free text <c>location</c> (all P100).</summary>
    public bool ShowsLocation { get; init; }

    /// <summary>Whether a batch is refused with -1003 (PROTOCOL 7, row 9).</summary>
    public bool RefusesBatches { get; init; }

    /// <summary>Whether a batch ends with its first error, leaving the rest unanswered (PROTOCOL 5.1).</summary>
    public bool StopsBatchAtError { get; init; }

    /// <summary>Whether the TCP connection ends after each answer (PROTOCOL 7, row 8). It is announced; the fault <c>hang-up</c> leaves that out.</summary>
    public bool ClosesConnections { get; init; }

    /// <summary>Whether <c>get_emeter_data</c> is known (newer firmware only; PROTOCOL 5.6).</summary>
    public bool HasMeterData { get; init; }

    /// <summary>Whether <c>get_energy_usage</c> shows <c>current_power</c> (a P304M's children leave it out).</summary>
    public bool ShowsPowerInUsage { get; init; } = true;

    /// <summary>Whether a child says if it is a USB socket.</summary>
    public bool ShowsUsb { get; init; }

    /// <summary>Whether a child shows its overload limit in its info as well (P304M).</summary>
    public bool ShowsLimit { get; init; }

    /// <summary>Whether its light has a brightness, as on newer firmware (PROTOCOL 5.9).</summary>
    public bool HasLightBrightness { get; init; }

    /// <summary>Whether discovery says how it was set up (<c>obd_src</c>).</summary>
    public bool ShowsSetup { get; init; } = true;

    /// <summary>Whether discovery says <c>protocol_version</c> (firmware of 2024 and later).</summary>
    public bool ShowsProtocolVersion { get; init; }

    /// <summary>Whether its firmware speaks TPAP unless Third-Party Compatibility is on; with it on, it speaks KLAP and says what it would rather do.</summary>
    public bool KnowsTpap { get; init; }

    /// <summary>Mains voltage its socket is made for, in volts.</summary>
    public int Volts { get; init; } = 230;

    /// <summary>What <c>get_max_power</c> answers, in watts.</summary>
    public int MaxPower { get; init; } = 3680;

    /// <summary>Whether it is a strip.</summary>
    public bool IsStrip => ListOrder.Length > 0;

    /// <summary>Whether it belongs to the older Kasa family with its own JSON dialect.</summary>
    public bool IsLegacyFamily => Family.StartsWith("IOT.", StringComparison.Ordinal);

    /// <summary>The components of what carries a relay: the children of a strip, else the plug itself.</summary>
    public ImmutableArray<Component> OutletComponents => IsStrip ? ChildComponents : Components;

    /// <summary>How many schedule rules fit (20 on every P100, else 32).</summary>
    public int ScheduleCapacity => Name is "P100" ? 20 : 32;

    /// <summary>Whether the plug itself declares a component.</summary>
    public bool Has(string component) => Components.Any(c => c.Id.Equals(component, StringComparison.Ordinal));

    /// <summary>Whether what carries the relay declares a component.</summary>
    public bool OutletHas(string component) => OutletComponents.Any(c => c.Id.Equals(component, StringComparison.Ordinal));
}
