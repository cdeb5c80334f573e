namespace TapoHive.Emulator.Houses;

/// <summary>What the network notices of a plug.</summary>
internal enum Presence
{
    /// <summary>It answers.</summary>
    Present,

    /// <summary>It accepts connections and never answers.</summary>
    Mute,

    /// <summary>It refuses connections.</summary>
    Refusing,

    /// <summary>Packets to it vanish: dark, or without mains.</summary>
    Gone,
}
