using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.CommandLine;
using TapoHive.Control.Contract;
using TapoHive.Domain.Outlets;

namespace TapoHive.Cli.Rendering;

/// <summary>What <c>watch</c> writes: the present state, then a line for each change. It never tells the same twice, also when it
/// has to start over with another hive process.</summary>
public sealed class WatchLines(VerbContext context, TimeSpan offset)
{
    private readonly Dictionary<string, OutletStatus> _told = new(StringComparer.Ordinal);
    private bool _isFirst = true;
    private bool _startsOver;

    /// <summary>The next news are the whole present state again.</summary>
    public void StartOver() => _startsOver = true;

    /// <summary>Shows news.</summary>
    public void Show(IReadOnlyCollection<OutletStatus> news)
    {
        var changes = news.Where(IsNew).Concat(_startsOver ? Missing(news) : []).ToList();
        _startsOver = false;
        foreach (var outlet in changes)
        {
            if (outlet.Gone)
            {
                _told.Remove(outlet.FullName);
            }
            else
            {
                _told[outlet.FullName] = outlet;
            }
        }

        if (context.Format == OutputFormat.Json)
        {
            changes.ForEach(context.WriteLine);
        }
        else if (_isFirst)
        {
            var houses = news.Select(static outlet => outlet.House).Distinct(StringComparer.Ordinal);
            StatusTable.Write(new StatusReport([.. news], [.. houses.Select(static house => new HouseStatus(house, 1, default))]), context.Screen);
        }
        else
        {
            changes.ForEach(Tell);
        }

        _isFirst = false;
        context.Screen.Out.Flush();
    }

    private bool IsNew(OutletStatus outlet) => !_told.TryGetValue(outlet.FullName, out var before) || !before.SaysTheSameAs(outlet);

    private IEnumerable<OutletStatus> Missing(IReadOnlyCollection<OutletStatus> present)
    {
        var names = present.Select(static outlet => outlet.FullName).ToHashSet(StringComparer.Ordinal);
        return _told.Values.Where(told => !names.Contains(told.FullName)).Select(static told => told with { Gone = true });
    }

    private void Tell(OutletStatus outlet)
    {
        var time = DateTimeOffset.UtcNow.ToOffset(offset).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var paragraph = new Paragraph().Append($"{time}  {outlet.Name}  ");
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

        context.Screen.Draw(context.Screen.Out).Write(paragraph.Append(Environment.NewLine));
    }
}
