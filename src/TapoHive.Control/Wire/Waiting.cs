namespace TapoHive.Control.Wire;

/// <summary>What a client of a run waits for.</summary>
public enum Waiting
{
    /// <summary>That every outlet was read back in the wanted state, or given up on.</summary>
    ForProof,

    /// <summary>That the run was durably accepted.</summary>
    ForAcceptance,
}
