namespace TapoHive.Domain.Diagnosis;

/// <summary>What a check found.</summary>
/// <param name="Check">What was looked at: one or two words, the same for ever.</param>
/// <param name="Verdict">What it comes to.</param>
/// <param name="Evidence">What was seen, in a sentence.</param>
/// <param name="Remedy">What to do, in a sentence; absent where nothing is to be done.</param>
public sealed record Finding(string Check, Verdict Verdict, string Evidence, string? Remedy = null)
{
    /// <summary>As it should be.</summary>
    public static Finding Ok(string check, string evidence) => new(check, Verdict.Ok, evidence);

    /// <summary>It could not be found out.</summary>
    public static Finding Unknown(string check, string evidence, string? remedy = null) => new(check, Verdict.Unknown, evidence, remedy);

    /// <summary>It works, and may not for long.</summary>
    public static Finding Warning(string check, string evidence, string remedy) => new(check, Verdict.Warning, evidence, remedy);

    /// <summary>It does not work.</summary>
    public static Finding Problem(string check, string evidence, string remedy) => new(check, Verdict.Problem, evidence, remedy);
}
