namespace TapoHive.Domain.Runs;

/// <summary>A run that was settled.</summary>
/// <param name="Run">What it asked for.</param>
/// <param name="Evidence">What came of it.</param>
public sealed record PastRun(RunRecord Run, RunEvidence Evidence)
{
    /// <summary>How many are remembered, the newest.</summary>
    public const int Most = 50;

    /// <summary>How many outlets they may speak of together, but for the newest one, which is remembered whatever its size.</summary>
    public const int MostOutlets = 20_000;
}
