namespace TapoHive.Domain.Runs;

/// <summary>What came of a run at one outlet.</summary>
public enum OutletOutcome
{
    /// <summary>Not yet known.</summary>
    Pending,

    /// <summary>Read back in the state asked for.</summary>
    Converged,

    /// <summary>Not reached, or not switched; the problem says why. The intent stays and is carried out when it can be.</summary>
    Failed,

    /// <summary>A newer intent took the outlet over.</summary>
    Superseded,

    /// <summary>Not even begun: the run ended before its turn, or its turn came too late.</summary>
    Skipped,
}
