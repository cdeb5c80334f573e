using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace TapoHive.Actors.Instruments;

/// <summary>
/// What all figures and traces of the hive come from, by the name by which whoever listens asks for them. Each layer has its own instruments, made
/// with these, and reads them at the place that knows the fact. They cost next to nothing as long as nobody listens.
/// </summary>
public static class HiveInstruments
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Name = "TapoHive";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    /// <summary>Makes instruments.</summary>
    public static Meter Meter { get; } = new(Name);

    /// <summary>Makes spans; see <see cref="Spans"/>.</summary>
    public static ActivitySource Traces { get; } = new(Name);

    /// <summary>A value as a label: <c>not-begun</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Makes an instrument for how long something takes, from milliseconds to a minute.</summary>
    public static Histogram<double> Durations(string name, string meaning) => Meter.CreateHistogram(name, "s", meaning, tags: null, Seconds);
}
