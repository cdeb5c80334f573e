namespace TapoHive.Chaos.Simulation;

/// <summary>What can be wrong with a device for a while or for a few requests.</summary>
internal enum Trouble
{
    Silent,
    Refused,
    Mute,
    Undiscoverable,
    Forbidden,
    RefusesAccount,
    Busy,
    Expired,
    DropBefore,
    DropAfter,
    Ignored,
    Late,
    Delay,
    Garbage,
    HiddenOutlet,
}
