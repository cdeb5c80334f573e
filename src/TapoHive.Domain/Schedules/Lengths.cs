using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>Lengths of time in the words of a house file: <c>20m</c>, <c>1h30m</c>, <c>2 hours</c>.</summary>
public static partial class Lengths
{
    private const int LongestText = 100;
    private static readonly Duration Longest = Duration.FromDays(366);

    /// <summary>Reads one; false for anything else, and for more than a year.</summary>
    public static bool TryParse(string text, out Duration length)
    {
        length = Duration.Zero;
        text = text.Trim();
        if (text.Length > LongestText || Whole().Match(text) is not { Success: true } match)
        {
            return false;
        }

        foreach (var (number, unit) in match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures, (n, u) => (n.Value, u.Value)))
        {
            var seconds = char.ToLowerInvariant(unit[0]) switch
            {
                's' => 1,
                'm' => 60,
                'h' => 3600,
                _ => 86400,
            };
            length += Duration.FromSeconds(long.Parse(number, CultureInfo.InvariantCulture) * seconds);
            if (length > Longest)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A length as it is written: <c>1h30m</c>.</summary>
    public static string Word(Duration length)
    {
        var word = new StringBuilder();
        var left = (long)length.TotalSeconds;
        foreach (var (seconds, unit) in new[] { (86400L, 'd'), (3600L, 'h'), (60L, 'm'), (1L, 's') })
        {
            if (left >= seconds)
            {
                word.Append(CultureInfo.InvariantCulture, $"{left / seconds}{unit}");
                left %= seconds;
            }
        }

        return word.Length == 0 ? "0s" : word.ToString();
    }

    [GeneratedRegex(@"^(\s*(?<number>[0-9]{1,7})\s*(?<unit>seconds?|secs?|s|minutes?|mins?|m|hours?|h|days?|d))+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Whole();
}
