using System.Collections.Immutable;
using System.Globalization;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Rendering;

/// <summary>Energy, power and money as people read them.</summary>
internal static class EnergyFigures
{
    private const string Steps = "▁▂▃▄▅▆▇█";
    private const char Unknown = '·';

    /// <summary>Such as <c>840 Wh</c> or <c>12.4 kWh</c>; a dash where nothing is known.</summary>
    public static string Energy(double? wattHours) => wattHours switch
    {
        null => "-",
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{wattHours:0.0} Wh"),
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{wattHours:0} Wh"),
        < 100_000 => string.Create(CultureInfo.InvariantCulture, $"{wattHours / 1_000:0.00} kWh"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{wattHours / 1_000:0} kWh"),
    };

    /// <summary>Such as <c>7.5 W</c> or <c>2,200 W</c>.</summary>
    public static string Power(double? watts) => watts switch
    {
        null => "-",
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{watts:0.0} W"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{watts:0} W"),
    };

    /// <summary>Such as <c>1.24 EUR</c>.</summary>
    public static string Cost(decimal? cost, string? currency) => cost is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{cost:0.00} {currency}").TrimEnd();

    /// <summary>A row of bars, one for each window (or for some together, where there is no room); a dot where nothing is known.</summary>
    public static string Sparkline(ImmutableArray<EnergyPointReport> points, int width)
    {
        var together = Math.Max(1, (points.Length + width - 1) / Math.Max(1, width));
        var rates = points.Chunk(together).Select(Rate).ToList();
        var most = rates.Max() ?? 0;
        return string.Concat(rates.Select(rate => rate is not { } known ? Unknown
            : most <= 0 ? Steps[0]
            : Steps[Math.Clamp((int)Math.Ceiling(known / most * Steps.Length) - 1, 0, Steps.Length - 1)]));
    }

    // By the length of the time that is known: the last window is seldom over, and one with a gap is not a small one.
    private static double? Rate(EnergyPointReport[] points)
    {
        var known = points.Where(static point => point.WattHours is not null).ToList();
        var seconds = known.Sum(static point => (point.To - point.From).TotalSeconds - (point.UnknownSeconds ?? 0));
        return known.Count == 0 || seconds <= 0 ? null : known.Sum(static point => point.WattHours!.Value) / seconds;
    }
}
