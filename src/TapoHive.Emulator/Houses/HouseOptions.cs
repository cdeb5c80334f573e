using System.Collections.Immutable;
using TapoHive.Emulator.Faults;

namespace TapoHive.Emulator.Houses;

/// <summary>What house to emulate.</summary>
public sealed record HouseOptions
{
    /// <summary>Which plugs, and how many.</summary>
    public Mix Mix { get; init; } = Mix.Default;

    /// <summary>Where they are.</summary>
    public HouseBinding Binding { get; init; } = HouseBinding.Default;

    /// <summary>The UDP port discovery is answered on; 20002 on real plugs, 0 is any free one.</summary>
    public int DiscoveryPort { get; init; } = 20002;

    /// <summary>A second such port, 20004 where a client asks there; null for none.</summary>
    public int? SecondDiscoveryPort { get; init; }

    /// <summary>The account the plugs are bound to.</summary>
    public string Username { get; init; } = "demo@example.com";

    /// <summary>Its password.</summary>
    public string Password { get; init; } = "demo-password";

    /// <summary>The same seed gives the same names, addresses, identifiers and loads.</summary>
    public int Seed { get; init; }

    /// <summary>What goes wrong from the start.</summary>
    public ImmutableArray<FaultOrder> Faults { get; init; } = [];

    /// <summary>The plugs' time; a test may bring its own, which must never step back.</summary>
    public TimeProvider Time { get; init; } = SteadyTime.Instance;

    /// <summary>How many entries each plug's logs keep.</summary>
    public int LogCapacity { get; init; } = 256;

    /// <summary>How many TCP connections the house accepts in all.</summary>
    public int MostConnections { get; init; } = 16_000;

    /// <summary>Up to so many plugs have a listener each; larger houses with an address a plug share one.</summary>
    public int MostListeners { get; init; } = 1_000;

    /// <summary>How long an idle connection is kept.</summary>
    public TimeSpan IdleConnection { get; init; } = TimeSpan.FromMinutes(2);
}
