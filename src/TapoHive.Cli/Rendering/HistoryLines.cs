using NodaTime;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Rendering;

/// <summary><c>history</c> for people: a heading a day, a line an event, on the clock of the house. What one command did to many
/// outlets is one line.</summary>
public sealed class HistoryLines(Screen screen)
{
    private const int NamesShown = 3;
    private readonly List<HistoryEvent> _together = [];
    private string _day = "";
    private bool _isEmpty = true;
    private Dictionary<string, DateTimeZone> _zones = new(StringComparer.Ordinal);

    /// <summary>Shows a page; what may go on in the next one waits for it.</summary>
    public void Show(HistoryReport page)
    {
        _zones = page.Houses.ToDictionary(static house => house.Name, static house => LocalTimes.ZoneOf(house.TimeZone), StringComparer.Ordinal);
        foreach (var happened in page.Events)
        {
            if (_together is [.., var last] && !IsOneThing(last, happened))
            {
                Tell();
            }

            _together.Add(happened);
        }
    }

    /// <summary>Shows the rest.</summary>
    public void End()
    {
        Tell();
        if (_isEmpty)
        {
            screen.Out.WriteLine("Nothing happened in that time.");
        }
    }

    // Neighbours in time are neighbours here: parts of one event are read back within moments of each other.
    private static bool IsOneThing(HistoryEvent one, HistoryEvent other) =>
        (one.House, one.What, one.To, one.Origin, one.Run, one.Words) == (other.House, other.What, other.To, other.Origin, other.Run, other.Words)
        && one.Outlet != other.Outlet
        && other.At - one.At < Duration.FromSeconds(1);

    private void Tell()
    {
        if (_together is not [var first, ..])
        {
            return;
        }

        var zone = _zones.GetValueOrDefault(first.House) ?? DateTimeZone.Utc;
        var day = LocalTimes.Day(first.At, zone);
        var lines = new Paragraph();
        if (day != _day)
        {
            lines.Append($"{(_isEmpty ? "" : Environment.NewLine)}{day}{Environment.NewLine}", new Style(decoration: Decoration.Bold));
            _day = day;
        }

        var names = _together.Select(static it => it.Outlet).Distinct(StringComparer.Ordinal).ToList();
        var house = _zones.Count > 1 ? $"{first.House}/" : "";
        var shown = string.Join(", ", names.Take(NamesShown).Select(name => house + name));
        lines
            .Append($"{LocalTimes.Time(first.At, zone)}  ", new Style(decoration: Decoration.Dim))
            .Append(names.Count > NamesShown ? $"{shown} and {names.Count - NamesShown} more" : shown, new Style(Color.Aqua))
            .Append($"  {Tables.Plain(first.Words)}{Environment.NewLine}");
        screen.Draw(screen.Out).Write(lines);
        _together.Clear();
        _isEmpty = false;
    }
}
