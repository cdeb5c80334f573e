namespace TapoHive.Monitoring;

/// <summary>How far a hive is.</summary>
public enum HiveStage
{
    /// <summary>It reads its journal and its house files.</summary>
    Starting,

    /// <summary>Its gate is open.</summary>
    Open,

    /// <summary>It takes nothing more.</summary>
    Stopping,
}
