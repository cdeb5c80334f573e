namespace TapoHive.Emulator.Devices;

/// <summary>Why a relay moved.</summary>
public enum MovementCause
{
    /// <summary>A client asked for it.</summary>
    Command,

    /// <summary>Somebody pressed the button on the plug.</summary>
    Button,

    /// <summary>The plug's own countdown ran out.</summary>
    Countdown,

    /// <summary>The plug's own auto-off time ran out.</summary>
    AutoOff,

    /// <summary>Mains went away (a reboot opens the relay too).</summary>
    PowerLost,

    /// <summary>Mains came back, and the default state closed the relay.</summary>
    PowerRestored,

    /// <summary>The overload protection opened it.</summary>
    Protection,
}
