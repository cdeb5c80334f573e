using System.Globalization;
using TapoHive.Domain.Houses;

namespace TapoHive.Cli.NewHouses;

/// <summary>Where a house stands, as people type it: <c>51.48, -0.61</c>.</summary>
internal static class PlaceText
{
    /// <summary>What a place looks like, for sentences to people.</summary>
    public const string Example = "latitude and longitude in degrees, such as 51.48, -0.61";

    /// <summary>Reads one; nothing for anything else.</summary>
    public static Location? Read(string text) =>
        text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) is [var north, var east]
        && double.TryParse(north, NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude) && Math.Abs(latitude) <= 90
        && double.TryParse(east, NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude) && Math.Abs(longitude) <= 180
            ? new Location(latitude, longitude)
            : null;
}
