namespace TapoHive.Domain.Plugs;

/// <summary>The state machine of a plug's session (DESIGN section 4).</summary>
public enum SessionPhase
{
    /// <summary>Identity and account are known; no keys have been agreed yet.</summary>
    Unpaired,

    /// <summary>Symmetric keys exist; who answers is unproven.</summary>
    Handshaken,

    /// <summary>The account was accepted and the device inside this session is the one that was meant.</summary>
    LoggedIn,

    /// <summary>The session is over, its keys are wiped; the reason is known.</summary>
    Expired,
}
