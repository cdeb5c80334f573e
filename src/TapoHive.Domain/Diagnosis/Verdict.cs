namespace TapoHive.Domain.Diagnosis;

/// <summary>What a check comes to; the worst one last.</summary>
public enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>It works, and may not for long or not as well as it could.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Problem,
}
