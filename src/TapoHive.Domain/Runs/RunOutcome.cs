namespace TapoHive.Domain.Runs;

/// <summary>How a run ended, or that it has not.</summary>
public enum RunOutcome
{
    /// <summary>Durably accepted; nobody waited for the rest.</summary>
    Accepted,

    /// <summary>Every outlet was read back in the state asked for.</summary>
    Converged,

    /// <summary>Some were, some were not.</summary>
    Partial,

    /// <summary>None was.</summary>
    Failed,

    /// <summary>Something newer took over before it could finish.</summary>
    Superseded,

    /// <summary>It was decided not to do it.</summary>
    Skipped,

    /// <summary>A person stopped it.</summary>
    Cancelled,
}

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
}
