using System.Globalization;

namespace TapoHive.Cli.Rendering;

/// <summary>Spans of time as people say them.</summary>
public static class Ages
{
    /// <summary>How long ago: <c>now</c>, <c>3 s ago</c>, <c>never</c>.</summary>
    public static string Ago(double? seconds) => seconds switch
    {
        null => "never",
        < 1 => "now",
        var known => $"{Span(known.Value)} ago",
    };

    /// <summary>How long: <c>40 ms</c>, <c>3 s</c>, <c>5 min</c>, <c>2 h</c>, <c>4 d</c>.</summary>
    public static string Span(double seconds) => seconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, seconds) * 1000:0} ms"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds)} s"),
        < 3_600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60)} min"),
        < 86_400 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3_600)} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 86_400)} d"),
    };
}
