namespace TapoHive.Domain.Houses;

/// <summary>What a house makes of plugs that update themselves.</summary>
public enum FirmwareUpdates
{
    /// <summary>They are reported and left as they are.</summary>
    Left,

    /// <summary>They are switched off: an update can change the protocol that a plug speaks.</summary>
    Off,
}
