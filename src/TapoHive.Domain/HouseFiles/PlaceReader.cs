using NodaTime;
using NodaTime.TimeZones;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads where a house is: <c>time-zone</c> and <c>location</c>.</summary>
internal static class PlaceReader
{
    /// <summary>What holds where a file names no zone: nothing of today's file depends on it.</summary>
    private const string NoZone = "UTC";

    public static string TimeZone(Section house)
    {
        if (house.Find("time-zone") is not { } entry || entry.Text("a time zone", "Write time-zone = \"Europe/London\"") is not { } id)
        {
            return NoZone;
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is null || !DateTimeZoneProviders.Tzdb.Ids.Contains(id))
        {
            entry.Error(
                $"{SecretShield.Shown(id)} is no time zone",
                Meant(id) is { } zone ? $"Did you mean \"{zone}\"?" : "Write an IANA name such as \"Europe/London\"");
        }

        return id;
    }

    public static Location? Location(Section house)
    {
        const string Example = "location { latitude = 51.48, longitude = -0.61 }";
        if (house.Find("location")?.Fields(SectionKeys.Location, Example) is not { } section)
        {
            return null;
        }

        var latitude = Degrees(section, "latitude", 90);
        var longitude = Degrees(section, "longitude", 180);
        return latitude is { } north && longitude is { } east ? new Location(north, east) : null;
    }

    private static double? Degrees(Section section, string key, int most)
    {
        if (section.Find(key) is not { } entry)
        {
            section.Missing(key, $"the location has no {key}", "Write location { latitude = 51.48, longitude = -0.61 }");
            return null;
        }

        if (entry.Take(entry.Value.AsDouble()) is not { } degrees)
        {
            return null;
        }

        if (Math.Abs(degrees) > most)
        {
            entry.Error($"'{entry.Value}' is no {key}", $"Write decimal degrees from -{most} to {most}");
            return null;
        }

        return degrees;
    }

    private static string? Meant(string id)
    {
        var source = TzdbDateTimeZoneSource.Default;
        if (source.WindowsToTzdbIds.TryGetValue(id, out var iana))
        {
            return iana;
        }

        var ids = DateTimeZoneProviders.Tzdb.Ids;
        return ids.FirstOrDefault(known => known.EndsWith("/" + id.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase))
            ?? Suggestion.Nearest(id, ids);
    }
}
