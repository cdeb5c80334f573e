using System.Collections.Immutable;
using TapoHive.Emulator.Faults;

namespace TapoHive.Emulator.Control;

/// <summary>What there is to ask for.</summary>
internal sealed record ControlGuide(ImmutableArray<GuideLine> Requests, ImmutableArray<string> Faults)
{
    /// <summary>All of it.</summary>
    public static ControlGuide Whole { get; } = new(
        [
            new("GET", "/plugs", "every plug as it truly is: address, protocol, relays, faults, connections"),
            new("GET", "/energy", "what truly flowed through every relay since the house was started, in watt-hours, and what flows now"),
            new("GET", "/movements", "every movement of a relay, when, and what moved it"),
            new("GET", "/requests", "every method that reached a plug: from whom, in which session, whether it was carried out"),
            new("POST", "/faults", "sets a fault or lets something happen, as emulate's --fault does: {\"fault\":\"dark:mute@3,7/for=30s\"}"),
            new("DELETE", "/faults", "clears the faults"),
            new("DELETE", "/logs", "forgets the movements and requests so far"),
        ],
        [.. FaultCatalogue.Usages]);
}
