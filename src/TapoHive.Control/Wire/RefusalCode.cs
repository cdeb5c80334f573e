namespace TapoHive.Control.Wire;

/// <summary>Why something was not accepted.</summary>
public enum RefusalCode
{
    /// <summary>The client has not proven who it is, or the proof was wrong.</summary>
    NotProven,

    /// <summary>The operator's role does not allow it.</summary>
    NotAllowed,

    /// <summary>Gate and client speak different versions of the operators' protocol.</summary>
    OtherVersion,

    /// <summary>The selectors mean no outlet, or there is no such house.</summary>
    NothingMatched,

    /// <summary>A selector cannot be read, or the request contradicts itself.</summary>
    Invalid,

    /// <summary>The house cannot write; nothing was changed.</summary>
    StorageUnavailable,

    /// <summary>Too much at once: conversations, or requests in one of them.</summary>
    Busy,

    /// <summary>The hive did not answer the gate in time.</summary>
    NoAnswer,

    /// <summary>The conversation is over.</summary>
    Ended,

    /// <summary>What is asked does not fit the house, or another one, as it is by now.</summary>
    Conflict,
}
