using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Outlets;

namespace TapoHive.Cli.Rendering;

/// <summary>The outlets that are watched, as a picture that fits the terminal: those with problems first, then those that changed last.</summary>
internal static class WatchPicture
{
    private const int RowsAround = 4;
    private const int RoomNeeds = 72;

    /// <summary>Draws it.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="outlets">How they stand, each with when it changed; absent where it has not changed since it is watched.</param>
    /// <param name="word">A line below them.</param>
    public static void Draw(Screen screen, IReadOnlyCollection<(OutletStatus Outlet, DateTimeOffset? ChangedAt)> outlets, string word)
    {
        var several = outlets.Select(static it => it.Outlet.House).Distinct(StringComparer.Ordinal).Skip(1).Any();
        var room = Math.Max(1, screen.Size.Rows - RowsAround);
        var isWhole = outlets.Count <= room;
        var ordered = outlets.OrderByDescending(static it => it.Outlet.NeedsAttention);
        var shown = (isWhole ? ordered : ordered.ThenByDescending(static it => it.ChangedAt ?? DateTimeOffset.MinValue))
            .ThenBy(static it => it.Outlet.FullName, StringComparer.Ordinal)
            .Take(isWhole ? room : room - 1);
        var isWide = screen.Width >= RoomNeeds;
        var table = Tables.Of([.. isWide ? ["OUTLET", "ROOM"] : (string[])["OUTLET"], "DESIRED", "REPORTED", "CHANGED", "PROBLEM"]);
        foreach (var (outlet, changedAt) in shown)
        {
            var cells = new List<Text>
            {
                new(several ? outlet.FullName : outlet.Name),
                new(outlet.Desired?.Word() ?? "-"),
                new(outlet.Reported?.Word() ?? "-", new Style(outlet.NeedsAttention ? Color.Yellow : outlet.Reported == PowerState.On ? Color.Green : Color.Default)),
                new(changedAt?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "-"),
                new(outlet.Problem?.Code ?? (outlet.NeedsAttention ? "not yet" : ""), new Style(Color.Red)),
            };
            if (isWide)
            {
                cells.Insert(1, new Text(outlet.Room ?? "-"));
            }

            table.AddRow(cells);
        }

        Tables.Write(table, screen);
        if (!isWhole)
        {
            screen.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"... and {outlets.Count - room + 1} more"));
        }

        screen.Draw(screen.Out).Write(new Text(word + Environment.NewLine, new Style(decoration: Decoration.Dim)));
    }
}
