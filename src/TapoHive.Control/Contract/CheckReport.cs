using TapoHive.Domain.Diagnosis;

namespace TapoHive.Control.Contract;

/// <summary>One check.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Verdict">What it comes to.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="Remedy">What to do; null where nothing is.</param>
public sealed record CheckReport(string Check, Verdict Verdict, string Evidence, string? Remedy);
