using NodaTime;
using TapoHive.Domain.Text;

namespace TapoHive.Cli.NewHouses;

/// <summary>Time zones as people type them.</summary>
internal static class ZoneText
{
    /// <summary>The zone of this machine; UTC where it has none that has a name.</summary>
    public static string Here => DateTimeZoneProviders.Tzdb.Ids.Contains(TimeZoneInfo.Local.Id) ? TimeZoneInfo.Local.Id : "UTC";

    /// <summary>What is wrong with a zone, in a sentence with a remedy; nothing where it is right.</summary>
    public static string? Objection(string text)
    {
        var known = DateTimeZoneProviders.Tzdb.Ids;
        if (known.Contains(text))
        {
            return null;
        }

        var meant = known.FirstOrDefault(id => id.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? known.FirstOrDefault(id => id.EndsWith("/" + text.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase))
            ?? Suggestion.Nearest(text, known);
        return meant is null ? $"'{text}' is no time zone. Write a name such as Europe/London." : $"'{text}' is no time zone; did you mean {meant}?";
    }
}
