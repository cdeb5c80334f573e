namespace TapoHive.Domain.Diagnosis;

/// <summary>Whether a hive answers.</summary>
public enum HiveState
{
    /// <summary>There is no sign of one.</summary>
    NotRunning,

    /// <summary>Its address is there, and nobody answers: it was killed, perhaps.</summary>
    Silent,

    /// <summary>It answers, and does not let this user in.</summary>
    NotLetIn,

    /// <summary>It answers.</summary>
    Answers,
}
