namespace TapoHive.Benchmarks.Figures;

/// <summary>Figures of the same thing, measured again and again.</summary>
internal sealed record Series(IReadOnlyList<double> Values)
{
    public double Median => At(0.5);

    /// <summary>A quarter of the figures are lower.</summary>
    public double Low => At(0.25);

    /// <summary>A quarter of the figures are higher.</summary>
    public double High => At(0.75);

    /// <summary>The value that this share of the figures does not exceed, between neighbours in proportion.</summary>
    public double At(double share)
    {
        if (Values.Count == 0)
        {
            return double.NaN;
        }

        var ordered = Values.Order().ToArray();
        var place = share * (ordered.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, ordered.Length - 1);
        return ordered[below] + ((ordered[above] - ordered[below]) * (place - below));
    }
}
