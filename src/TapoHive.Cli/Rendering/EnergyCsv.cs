using System.Globalization;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Rendering;

/// <summary><c>energy --csv</c>: a line for each outlet (or group) and window, as RFC 4180 has it. What is not known is an empty field.</summary>
public static class EnergyCsv
{
    /// <summary>Writes a report.</summary>
    public static void Write(EnergyReport report, TextWriter writer)
    {
        writer.Write("house,name,from,to,watt_hours,complete,filled_seconds,unknown_seconds,cost,currency\r\n");
        var zones = report.Houses.ToDictionary(static house => house.Name, static house => LocalTimes.ZoneOf(house.TimeZone), StringComparer.Ordinal);
        var rows = report.Groups is { } groups
            ? groups.Select(static group => (group.House, group.Name, group.Points))
            : report.Outlets.Select(static outlet => (outlet.House, outlet.Name, outlet.Points));
        foreach (var (house, name, points) in rows)
        {
            foreach (var point in points)
            {
                writer.Write(string.Join(
                    ',',
                    Field(house),
                    Field(name),
                    LocalTimes.Rfc3339(point.From, zones[house]),
                    LocalTimes.Rfc3339(point.To, zones[house]),
                    Number(point.WattHours),
                    point.Complete ? "true" : "false",
                    Number(point.FilledSeconds ?? 0),
                    Number(point.UnknownSeconds ?? 0),
                    point.Cost?.ToString("0.######", CultureInfo.InvariantCulture) ?? "",
                    point.Cost is null ? "" : Field(report.Currency ?? "")));
                writer.Write("\r\n");
            }
        }
    }

    private static string Number(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";

    // A leading sign would be a formula to a spreadsheet.
    private static string Field(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
