using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Outlets;

namespace TapoHive.Cli.Rendering;

/// <summary>Many outlets in few lines: one for each room, rooms that need a look first.</summary>
internal static class RoomTable
{
    private const string Nowhere = "(no room)";
    private const int AllNeed = 64;

    /// <summary>Draws it.</summary>
    public static void Write(IEnumerable<OutletStatus> outlets, bool several, Screen screen)
    {
        var isWide = screen.Width >= AllNeed;
        var table = Tables.Of(isWide ? ["ROOM", "OUTLETS", "ON", "OFF", "UNREAD", "NOT YET", "PROBLEMS"] : (string[])["ROOM", "OUTLETS", "ON", "OFF", "PROBLEMS"]);
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var room in Rooms(outlets, several))
        {
            table.AddRow(
            [
                new Text(room.Name),
                Number(room.Outlets.Count, Style.Plain),
                Number(room.Outlets.Count(static outlet => outlet.Reported == PowerState.On), new Style(Color.Green)),
                Number(room.Outlets.Count(static outlet => outlet.Reported == PowerState.Off), Style.Plain),
                .. isWide ? [Unread(room), NotYet(room)] : (Text[])[],
                Number(room.Outlets.Count(static outlet => outlet.Problem is not null), new Style(Color.Red)),
            ]);
        }

        Tables.Write(table, screen);
    }

    private static IEnumerable<Room> Rooms(IEnumerable<OutletStatus> outlets, bool several) => outlets
        .GroupBy(outlet => (House: several ? outlet.House : "", outlet.Room))
        .Select(static group => new Room(group.Key.House.Length > 0 ? $"{group.Key.House}/{group.Key.Room ?? Nowhere}" : group.Key.Room ?? Nowhere, group.Key.Room is null, [.. group]))
        .OrderByDescending(static room => room.Outlets.Count(static outlet => outlet.Problem is not null))
        .ThenBy(static room => room.IsNone)
        .ThenBy(static room => room.Name, StringComparer.Ordinal);

    private static Text Unread(Room room) => Number(room.Outlets.Count(static outlet => outlet.Reported is null), new Style(Color.Yellow));

    private static Text NotYet(Room room) => Number(room.Outlets.Count(static outlet => outlet is { NeedsAttention: true, Problem: null }), new Style(Color.Yellow));

    private static Text Number(int number, Style style) =>
        number == 0 ? new Text("-", new Style(decoration: Decoration.Dim)) : new Text(number.ToString(CultureInfo.InvariantCulture), style);

    private sealed record Room(string Name, bool IsNone, List<OutletStatus> Outlets);
}
