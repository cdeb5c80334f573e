using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.History;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Cli.Rendering;

/// <summary><c>schedule simulate</c> for people: a picture of the usual day of each outlet, hours on, and what is worth a look.</summary>
public static class SimulationPage
{
    private const int HalfHours = 48;
    private const int FewChanges = 12;
    private static readonly char[] Shades = [' ', '░', '▒', '▓', '█'];

    /// <summary>Draws a simulation.</summary>
    public static void Write(SimulationReport report, Screen screen)
    {
        var fired = report.Firings.Count(firing => !firing.Skipped);
        screen.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{ScheduleTables.Short(report.From)} to {ScheduleTables.Short(report.To)}: {fired} firings, {report.Firings.Length - fired} left out"));
        screen.Out.WriteLine();
        Picture(report, screen);
        Few(report, screen);
        Lines("Switched off by their max-on", Limited(report), screen);
        Lines("Conflicts", report.Conflicts.Select(conflict => $"{conflict.Message} ({Times(conflict.Times)}, first {ScheduleTables.Short(conflict.First)})"), screen);
        Lines("Worth knowing", report.Oddities.Select(oddity => $"{oddity.Date}{(oddity.Days > 1 ? $" and {oddity.Days - 1} more days" : "")}: {oddity.Schedule}: {oddity.Message}"), screen);
    }

    private static void Picture(SimulationReport report, Screen screen)
    {
        var table = Tables.Of("OUTLET", "HOURS ON", "0     3     6     9     12    15    18    21    ");
        var (from, to) = (Read(report.From), Read(report.To));
        foreach (var outlet in report.Outlets.Where(outlet => !outlet.Changes.IsEmpty))
        {
            table.AddRow(
                new Text(outlet.Name),
                new Text(outlet.HoursOn.ToString("0.0", CultureInfo.InvariantCulture)),
                new Text(new string([.. Days(outlet, from, to).Select(share => Shades[(int)Math.Round(share * (Shades.Length - 1))])])));
        }

        Tables.Write(table, screen);
        screen.Out.WriteLine("Each sign is half an hour of the day: the fuller, the more of the days it is on.");
    }

    /// <summary>For each half hour of the day, on what share of the days the outlet is on in its middle.</summary>
    private static IEnumerable<double> Days(SimulatedOutletReport outlet, OffsetDateTime from, OffsetDateTime to)
    {
        var changes = outlet.Changes.Select(change => (At: Read(change.At).LocalDateTime, change.To)).ToList();
        var on = new int[HalfHours];
        var seen = new int[HalfHours];
        var next = 0;
        for (var at = from.LocalDateTime.Date.AtMidnight().PlusMinutes(15); at < to.LocalDateTime; at = at.PlusMinutes(30))
        {
            while (next < changes.Count && changes[next].At <= at)
            {
                next++;
            }

            if (at >= from.LocalDateTime)
            {
                var half = (at.Hour * 2) + (at.Minute / 30);
                seen[half]++;
                on[half] += next > 0 && changes[next - 1].To == PowerState.On ? 1 : 0;
            }
        }

        return on.Zip(seen, (lit, days) => days == 0 ? 0 : (double)lit / days);
    }

    private static void Few(SimulationReport report, Screen screen)
    {
        var changes = report.Outlets.SelectMany(outlet => outlet.Changes.Select(change => (outlet.Name, Change: change))).OrderBy(it => Read(it.Change.At).ToInstant()).ToList();
        if (changes.Count is > 0 and <= FewChanges)
        {
            Lines("Changes", changes.Select(it => $"{ScheduleTables.WithDay(it.Change.At)}: {it.Name} {it.Change.To.Word()}, because of {OriginWords.Of(new Origin(it.Change.Because))}"), screen);
        }
    }

    private static IEnumerable<string> Limited(SimulationReport report) =>
        from outlet in report.Outlets
        let ends = outlet.Changes.Where(static change => change.Because == Origin.MaxOn.Value).ToList()
        where ends.Count > 0
        select $"{outlet.Name} ({Times(ends.Count)}, first {ScheduleTables.Short(ends[0].At)})";

    private static void Lines(string title, IEnumerable<string> lines, Screen screen)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            return;
        }

        screen.Out.WriteLine();
        screen.Out.WriteLine(title);
        foreach (var line in all)
        {
            screen.Out.WriteLine($"  {line}");
        }
    }

    private static string Times(int times) => times == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{times} times");

    private static OffsetDateTime Read(string text) => OffsetDateTimePattern.Rfc3339.Parse(text).Value;
}
