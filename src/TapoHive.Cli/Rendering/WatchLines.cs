using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Outlets;

namespace TapoHive.Cli.Rendering;

/// <summary>What <c>watch</c> writes: the present state, then a line for each change; on a terminal a table below them that lives. It never
/// tells the same twice, also when it has to start over with another hive process.</summary>
public sealed class WatchLines : IDisposable
{
    private const int MostAtOnce = 10;
    private readonly VerbContext _context;
    private readonly TimeSpan _offset;
    private readonly LiveRegion? _region;
    private readonly Dictionary<string, (OutletStatus Outlet, DateTimeOffset? ChangedAt)> _told = new(StringComparer.Ordinal);
    private bool _isFirst = true;
    private bool _startsOver;

    /// <summary>Begins.</summary>
    /// <param name="context">Where and how to write.</param>
    /// <param name="offset">The clock that times are told by.</param>
    public WatchLines(VerbContext context, TimeSpan offset)
    {
        (_context, _offset) = (context, offset);
        _region = context is { Format: OutputFormat.Table, Screen: { Kind: ScreenKind.Terminal, Redrawing: Redrawing.Possible } } ? new LiveRegion(context.Screen) : null;
    }

    private DateTimeOffset Now => DateTimeOffset.UtcNow.ToOffset(_offset);

    /// <summary>The next news are the whole present state again.</summary>
    public void StartOver() => _startsOver = true;

    /// <summary>Shows news.</summary>
    public void Show(IReadOnlyCollection<OutletStatus> news)
    {
        var changes = news.Where(IsNew).Concat(_startsOver ? Missing(news) : []).ToList();
        var back = _startsOver;
        _startsOver = false;
        foreach (var outlet in changes)
        {
            if (outlet.Gone)
            {
                _told.Remove(outlet.FullName);
            }
            else
            {
                _told[outlet.FullName] = (outlet, _isFirst ? null : Now);
            }
        }

        if (_context.Format == OutputFormat.Json)
        {
            changes.ForEach(_context.WriteLine);
        }
        else if (_region is not null)
        {
            Picture($"{Count(_told.Count)}. Ctrl-C ends.", _isFirst ? null : it => Tell(changes, back, it));
        }
        else if (_isFirst)
        {
            var houses = news.Select(static outlet => outlet.House).Distinct(StringComparer.Ordinal);
            StatusTable.Write(new StatusReport([.. news], [.. houses.Select(static house => new HouseStatus(house, 1, default))]), _context.Screen);
        }
        else
        {
            changes.ForEach(outlet => Tell(outlet, _context.Screen));
        }

        _isFirst = false;
        _context.Screen.Out.Flush();
    }

    /// <summary>Says that the hive is away.</summary>
    public void SayAway()
    {
        const string Away = "The hive stopped, or let this client go. Entering again as soon as it answers; Ctrl-C ends.";
        if (_region is null)
        {
            _context.Screen.Error.WriteLine(Away);
        }
        else
        {
            Picture(Away, null);
        }
    }

    /// <summary>Ends: what was drawn last stays.</summary>
    public void End()
    {
        if (_region is not null)
        {
            _region.Leave();
            _context.Screen.Out.WriteLine();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _region?.Dispose();

    private static string Count(int outlets) => string.Create(CultureInfo.InvariantCulture, $"Watching {outlets} outlet{(outlets == 1 ? "" : "s")}");

    private void Picture(string word, Action<Screen>? above)
    {
        // A picture may be drawn again at any time: it is of this moment's outlets.
        var outlets = _told.Values.ToImmutableArray();
        _region!.Show(it => WatchPicture.Draw(it, outlets, word), above);
    }

    private bool IsNew(OutletStatus outlet) => !_told.TryGetValue(outlet.FullName, out var before) || !before.Outlet.SaysTheSameAs(outlet);

    private IEnumerable<OutletStatus> Missing(IReadOnlyCollection<OutletStatus> present)
    {
        var names = present.Select(static outlet => outlet.FullName).ToHashSet(StringComparer.Ordinal);
        return _told.Values.Where(told => !names.Contains(told.Outlet.FullName)).Select(static told => told.Outlet with { Gone = true });
    }

    private void Tell(List<OutletStatus> changes, bool back, Screen screen)
    {
        if (back)
        {
            screen.Out.WriteLine($"{Time()}  The hive answers again.");
        }

        changes.GetRange(0, Math.Min(MostAtOnce, changes.Count)).ForEach(outlet => Tell(outlet, screen));
        if (changes.Count > MostAtOnce)
        {
            screen.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Time()}  and {changes.Count - MostAtOnce} more at once"));
        }
    }

    private void Tell(OutletStatus outlet, Screen screen)
    {
        var paragraph = new Paragraph().Append($"{Time()}  {outlet.Name}  ");
        if (outlet.Gone)
        {
            paragraph.Append("is no longer here", new Style(Color.Yellow));
        }
        else
        {
            paragraph
                .Append(outlet.Reported?.Word() ?? "unread", new Style(outlet.NeedsAttention ? Color.Yellow : Color.Green))
                .Append(outlet.Desired is { } desired && desired != outlet.Reported ? $", wanted {desired.Word()}" : "")
                .Append($"  {outlet.Phase}")
                .Append(outlet.Problem is { } problem ? $"  {problem.Message}" : "", new Style(Color.Red));
        }

        screen.Draw(screen.Out).Write(paragraph.Append(Environment.NewLine));
    }

    private string Time() => Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
