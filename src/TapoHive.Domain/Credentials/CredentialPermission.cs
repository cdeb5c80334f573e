using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Credentials;

/// <summary>Whether a plug may be sent a credential that it may count as a wrong one (DESIGN 4, quarantine).</summary>
public enum CredentialPermission
{
    /// <summary>Send it; nothing needs to be recorded, because this plug accepted it before.</summary>
    Granted,

    /// <summary>Record the trial first, then send it.</summary>
    GrantedOnceRecorded,

    /// <summary>The same credential is being proven on another plug just now: wait for that.</summary>
    Wait,

    /// <summary>It was refused here, or elsewhere and never accepted: do not send it.</summary>
    Refused,
}
