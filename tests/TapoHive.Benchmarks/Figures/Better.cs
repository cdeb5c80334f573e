namespace TapoHive.Benchmarks.Figures;

/// <summary>Which direction is good.</summary>
internal enum Better
{
    /// <summary>Less is better.</summary>
    Lower,

    /// <summary>More is better.</summary>
    Higher,
}
