namespace TapoHive.Emulator.Faults;

/// <summary>The ways in which a plug can be unreachable.</summary>
public enum DarkKind
{
    /// <summary>
    /// No packet is answered: a connection attempt hangs, discovery stays silent, open connections go mute. On Linux a socket filter drops the packets; on
    /// other systems, where that cannot be had, the connection is accepted and mute instead.
    /// </summary>
    Silent,

    /// <summary>
    /// The connection is refused and discovery stays silent. In a house of more than <see cref="Houses.HouseOptions.MostListeners"/> plugs, which
    /// share one listener, it is accepted and reset at once instead.
    /// </summary>
    Refused,

    /// <summary>Discovery answers and connections are accepted, but no request is ever answered.</summary>
    Mute,

    /// <summary>The connection is refused until a discovery probe reaches the plug (firmware 1.4.6; PROTOCOL 1.1).</summary>
    Asleep,
}
