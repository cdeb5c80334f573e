using Spectre.Console;
using Spectre.Console.Rendering;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Rendering;

/// <summary>Plain tables: no frames, two blanks between columns, no blanks at the end of a line.</summary>
internal static class Tables
{
    private const int Gap = 2;

    /// <summary>An empty table with these headings.</summary>
    public static Table Of(params IEnumerable<string> headings)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Dim))) { NoWrap = true, Padding = new Padding(0, 0, Gap, 0) });
        }

        return table;
    }

    /// <summary>Draws it.</summary>
    public static void Write(IRenderable table, Screen screen)
    {
        using var drawn = new StringWriter();
        screen.Draw(drawn).Write(table);
        foreach (var line in drawn.ToString().AsSpan().TrimEnd().EnumerateLines())
        {
            screen.Out.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>Draws it without the columns that do not fit.</summary>
    /// <param name="table">A table of <see cref="Text"/>.</param>
    /// <param name="screen">Where.</param>
    /// <param name="dispensable">Columns by number, the first one to be left out first.</param>
    public static void WriteFitting(Table table, Screen screen, params IEnumerable<int> dispensable)
    {
        var kept = Enumerable.Range(0, table.Columns.Count).ToList();
        var widths = kept.Select(column => table.Rows.Select(row => Length(row.ElementAt(column))).Append(Length(table.Columns[column].Header)).Max() + Gap).ToList();
        kept.RemoveAll(column => widths[column] == Gap);
        foreach (var column in dispensable)
        {
            if (kept.Sum(it => widths[it]) <= screen.Width)
            {
                break;
            }

            kept.Remove(column);
        }

        var fitting = new Table { Border = TableBorder.None, ShowHeaders = true };
        kept.ForEach(column => fitting.AddColumn(table.Columns[column]));
        foreach (var row in table.Rows)
        {
            fitting.AddRow(kept.Select(column => row.ElementAt(column)));
        }

        Write(fitting, screen);
    }

    private static int Length(IRenderable cell) => (cell as Text)?.Length ?? 0;

    /// <summary>A word that came from a device: shown without whatever could steer a terminal.</summary>
    public static string Plain(string? text) => text is null ? "-" : string.Concat(text.Where(static c => !char.IsControl(c)));
}
