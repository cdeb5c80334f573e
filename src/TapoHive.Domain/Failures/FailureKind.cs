namespace TapoHive.Domain.Failures;

/// <summary>
/// Everything that can go wrong with a plug, sorted by what may be done next. The set is closed: numbers, HTTP codes and
/// JSON stay inside the protocol library. In kebab case these are the problem codes that people and programs see.
/// </summary>
public enum FailureKind
{
    /// <summary>Try again soon; nothing is known to be wrong with the plug.</summary>
    Transient,

    /// <summary>No answer, connection refused, or accepted and mute: probe it, then try again with growing pauses.</summary>
    Dark,

    /// <summary>The plug no longer knows the session: a new handshake, then the request once more.</summary>
    SessionLost,

    /// <summary>The plug refuses the account's user name or password: never retried without a change where attempts are counted.</summary>
    CredentialsRejected,

    /// <summary>The plug is bound to another account: no login is tried.</summary>
    OtherOwner,

    /// <summary>Another device answers at this address: ask discovery where ours went.</summary>
    WrongDevice,

    /// <summary>The plug speaks another protocol than it did: take a new sighting.</summary>
    TransportChanged,

    /// <summary>The plug closed its local protocol: the "Third-Party Compatibility" switch of the account is off.</summary>
    CompatibilityOff,

    /// <summary>The plug asks for patience (too many requests).</summary>
    Busy,

    /// <summary>The answer made no sense: garbage, too large, too slow to end, a wrong signature.</summary>
    Malformed,

    /// <summary>The plug does not know the request, or refuses its parameters: repeating does not help.</summary>
    Unsupported,
}
