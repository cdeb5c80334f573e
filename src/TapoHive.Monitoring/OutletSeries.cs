namespace TapoHive.Monitoring;

/// <summary>Whether each outlet has figures of its own.</summary>
public enum OutletSeries
{
    /// <summary>None has: only their numbers are shown.</summary>
    Off,

    /// <summary>Each has, by its name.</summary>
    On,
}
