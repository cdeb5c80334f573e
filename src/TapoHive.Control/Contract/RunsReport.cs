using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>runs</c>: the runs that are remembered, newest first.</summary>
/// <param name="Runs">They.</param>
public sealed record RunsReport(ImmutableArray<RunSummary> Runs);
