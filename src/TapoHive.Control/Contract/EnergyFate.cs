namespace TapoHive.Control.Contract;

/// <summary>What became of the energy figures when a backup was made or restored.</summary>
public enum EnergyFate
{
    /// <summary>They are in the backup, or back in the folder.</summary>
    Included,

    /// <summary>There are none: nothing was measured yet, or the backup holds none.</summary>
    None,

    /// <summary>The folder has no <c>telemetry.db</c> to copy them from.</summary>
    Missing,

    /// <summary>They cannot be read: <c>telemetry.db</c> is damaged. The backup was made without them.</summary>
    Damaged,

    /// <summary>The folder had figures of its own, which stay; those of the backup were not restored.</summary>
    Kept,
}
