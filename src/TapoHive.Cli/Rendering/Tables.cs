using Spectre.Console;
using Spectre.Console.Rendering;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Rendering;

/// <summary>Plain tables: no frames, two blanks between columns, no blanks at the end of a line.</summary>
internal static class Tables
{
    /// <summary>An empty table with these headings.</summary>
    public static Table Of(params IEnumerable<string> headings)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Dim))) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
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

    /// <summary>A word that came from a device: shown without whatever could steer a terminal.</summary>
    public static string Plain(string? text) => text is null ? "-" : string.Concat(text.Where(static c => !char.IsControl(c)));
}
