using System.Globalization;
using System.Text.RegularExpressions;

namespace TapoHive.Cli.CommandLine;

/// <summary>Durations as people type them: <c>90s</c>, <c>2h</c>, <c>1h30m</c>, <c>500ms</c>, or a bare number of seconds.</summary>
public static partial class DurationText
{
    /// <summary>What a duration looks like, for sentences to people.</summary>
    public const string Example = "such as 90s, 15m, 2h, 1h30m or 1d";

    /// <summary>Reads a positive duration; false for anything else.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var trimmed = text.Trim().ToLowerInvariant();
        if (double.TryParse(trimmed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return TryMake(seconds, out duration);
        }

        if (trimmed.Length > 32 || !Whole().IsMatch(trimmed))
        {
            return false;
        }

        var total = Piece().Matches(trimmed).Sum(static piece =>
            double.Parse(piece.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * Seconds(piece.Groups["unit"].Value));
        return TryMake(total, out duration);
    }

    private static bool TryMake(double seconds, out TimeSpan duration)
    {
        var isFit = seconds is > 0 and <= 366 * 86_400.0;
        duration = isFit ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        return isFit;
    }

    private static double Seconds(string unit) => unit switch
    {
        "ms" => 0.001,
        "s" => 1,
        "m" or "min" => 60,
        "h" => 3_600,
        _ => 86_400,
    };

    [GeneratedRegex(@"^(\d+(\.\d+)?\s*(ms|s|min|m|h|d)\s*)+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(?<number>\d+(\.\d+)?)\s*(?<unit>ms|s|min|m|h|d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Piece();
}
