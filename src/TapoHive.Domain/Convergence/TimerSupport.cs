namespace TapoHive.Domain.Convergence;

/// <summary>Whether an outlet has a countdown of its own.</summary>
public enum TimerSupport
{
    /// <summary>Nobody has looked.</summary>
    Unknown,

    /// <summary>It has.</summary>
    Has,

    /// <summary>It has none, or one that cannot be had: the hive carries out ends alone.</summary>
    Lacks,
}
