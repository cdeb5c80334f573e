namespace TapoHive.Chaos.Histories;

/// <summary>What moves relays.</summary>
internal enum MovedBy
{
    /// <summary>A command over the network.</summary>
    Command,

    /// <summary>Anything else: a hand, mains, a protection, the plug's own timer.</summary>
    Other,
}
