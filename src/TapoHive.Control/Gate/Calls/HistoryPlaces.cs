using System.Globalization;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Gate.Calls;

/// <summary>Places in the history as clients carry them from page to page, without knowing what they say.</summary>
internal static class HistoryPlaces
{
    public static string Text(HistoryPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.At.ToUnixTimeTicks()}/{place.Revision}/{place.Part}/{place.House}");

    public static HistoryPlace? Parse(string? text)
    {
        var parts = text?.Split('/', 4);
        return parts is { Length: 4 }
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ticks)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            && ticks is >= -621_355_968_000_000_000 and <= 2_534_023_008_000_000_000
                ? new HistoryPlace(Instant.FromUnixTimeTicks(ticks), new HouseName(parts[3]), revision, part)
                : null;
    }
}
