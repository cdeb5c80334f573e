using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Rendering;

/// <summary><c>discover</c> for people.</summary>
public static class SightingTable
{
    /// <summary>Draws a report.</summary>
    public static void Write(DiscoverReport report, Screen screen)
    {
        if (report.Sightings.IsEmpty)
        {
            screen.Out.WriteLine("Nothing answered.");
            WriteCauses(report, screen);
            return;
        }

        var table = Tables.Of("MODEL", "MAC", "ADDRESS", "TRANSPORT", "OWNER", "KNOWN AS");
        foreach (var sighting in report.Sightings)
        {
            table.AddRow(
                new Text(Tables.Plain(sighting.Model)),
                new Text(sighting.Mac),
                new Text(sighting.Address),
                new Text(sighting.Transport?.ToString().ToLowerInvariant() ?? "-"),
                new Text(sighting.Owner?.ToString().ToLowerInvariant() ?? "?", new Style(sighting.Owner == SightedOwner.Ours ? Color.Green : Color.Default)),
                new Text(sighting.WaitsAs is { } name ? $"waits: adopt {name}" : Tables.Plain(sighting.Known)));
        }

        Tables.WriteFitting(table, screen, 0, 3, 1);
        foreach (var sighting in report.Sightings.Where(static sighting => sighting.Note is not null))
        {
            screen.Out.WriteLine($"{sighting.Address}: {Tables.Plain(sighting.Note)}");
        }

        WriteCauses(report, screen);
    }

    private static void WriteCauses(DiscoverReport report, Screen screen)
    {
        var console = screen.Draw(screen.Out);
        foreach (var cause in report.Causes)
        {
            console.Write(new Paragraph($"- {Tables.Plain(cause)}{Environment.NewLine}"));
        }
    }
}
