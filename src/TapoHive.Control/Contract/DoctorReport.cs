using System.Collections.Immutable;
using TapoHive.Domain.Diagnosis;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>doctor</c>.</summary>
/// <param name="Subject">The plug; <c>hive</c> for the hive itself.</param>
/// <param name="House">The plug's house.</param>
/// <param name="Verdict">The worst of all checks.</param>
/// <param name="Checks">What was looked at, in order.</param>
public sealed record DoctorReport(string Subject, string? House, Verdict Verdict, ImmutableArray<CheckReport> Checks)
{
    /// <summary>A report of findings.</summary>
    public static DoctorReport Of(string subject, string? house, ImmutableArray<Finding> findings) => new(
        subject,
        house,
        findings.Max(static finding => finding.Verdict),
        [.. findings.Select(static finding => new CheckReport(finding.Check, finding.Verdict, finding.Evidence, finding.Remedy))]);
}
