namespace TapoHive.Domain.Outlets;

/// <summary>Whether a relay is closed. An unknown state is the absence of a value, never a third member.</summary>
public enum PowerState
{
    /// <summary>The relay is open: no current can flow.</summary>
    Off,

    /// <summary>The relay is closed.</summary>
    On,
}
