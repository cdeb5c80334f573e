namespace TapoHive.Benchmarks.Figures;

/// <summary>One measured quantity of a row.</summary>
/// <param name="Name">What, and whose.</param>
/// <param name="Unit">In what.</param>
/// <param name="Series">The figures.</param>
/// <param name="Budget">What it should stay under (or above, where <paramref name="Direction"/> says so); null for a figure that has none.</param>
/// <param name="Direction">Which side of the budget is good.</param>
internal sealed record Figure(string Name, string Unit, Series Series, double? Budget = null, Better Direction = Better.Lower)
{
    /// <summary>Whether the median keeps the budget; null where there is none.</summary>
    public bool? IsMet => Budget is { } budget ? Direction == Better.Lower ? Series.Median <= budget : Series.Median >= budget : null;
}
