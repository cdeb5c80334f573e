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
