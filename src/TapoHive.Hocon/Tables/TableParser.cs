using System.Globalization;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon.Tables;

/// <summary>
/// Reads an included table (<c>.csv</c>) as an object: the first row names keys, each further row is an object of them, named by its
/// cell in the column <c>name</c>. An empty cell sets nothing; a key may be a path (<c>outlets.monitor</c>); a cell with <c>;</c> or a
/// comma in it is a list.
/// </summary>
internal sealed class TableParser(SourceFile file, HoconLimits limits, ProblemLog log)
{
    private const string NameColumn = "name";
    private const string Ending = ".csv";
    private static readonly char[] s_between = [';', ','];

    private readonly CellReader _cells = new(file, log);
    private int _values;

    /// <summary>Whether a file of this name is a table.</summary>
    public static bool Reads(string name) => name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>The table as an object; what could be understood of it where there are problems.</summary>
    public static ObjectNode Parse(SourceFile file, HoconLimits limits, ProblemLog log) => new TableParser(file, limits, log).Table();

    private ObjectNode Table()
    {
        var table = new ObjectNode(file.At(1, 1), []);
        if (Header() is not { } header) return table;
        var names = header.FindIndex(column => column is [NameColumn]);
        while (_cells.Row() is { } row && _values <= limits.MaxValues)
        {
            if (row.TrueForAll(cell => cell.Text.Length == 0)) continue;
            if (Row(header, names, row) is { } member) table.Members.Add(member);
        }
        return table;
    }

    // A column without a name is empty, one whose name has been refused is absent.
    private List<string[]?>? Header()
    {
        if (_cells.Row() is not { } row || row.TrueForAll(cell => cell.Text.Length == 0))
        {
            log.Error(file.At(1, 1), "", "the table has no first row that names its columns", "Begin it with: name,mac,room");
            return null;
        }
        if (row is [{ Text: var only }] && only.IndexOfAny([';', '\t', '|']) is > 0 and var at)
        {
            var separator = only[at] == '\t' ? "tabs" : $"'{only[at]}'";
            log.Error(row[0].Position, "", $"the columns of the table are separated by {separator}", "Save it with commas between the columns");
            return null;
        }
        var columns = row.ConvertAll<string[]?>(cell => cell.Text.Length == 0 ? [] : cell.Text.Split('.'));
        for (var index = 0; index < columns.Count; index++) CheckColumn(columns, index, row[index]);
        if (columns.Exists(column => column is [NameColumn])) return columns;
        log.Error(row[0].Position, "", "no column of the table is called 'name'", "Name the column that says what each row is called: name");
        return null;
    }

    private void CheckColumn(List<string[]?> columns, int index, Cell cell)
    {
        var column = columns[index]!;
        if (column.Length > 8 || Array.Exists(column, key => key.Length == 0))
        {
            log.Error(cell.Position, "", $"'{Shortened(cell.Text)}' cannot be the name of a column", "Write a key, such as room");
            columns[index] = null;
        }
        else if (column.Length > 0 && columns.FindIndex(earlier => earlier is not null && earlier.AsSpan().SequenceEqual(column)) < index)
        {
            log.Error(cell.Position, "", $"two columns of the table are called '{Shortened(cell.Text)}'", "Remove one of the two");
            columns[index] = null;
        }
    }

    private FieldMember? Row(List<string[]?> header, int names, List<Cell> row)
    {
        if (row.Skip(header.Count).FirstOrDefault(cell => cell.Text.Length > 0) is { Text: { Length: > 0 } } surplus)
            log.Error(
                surplus.Position, "",
                string.Create(CultureInfo.InvariantCulture, $"this row has {row.Count} cells, and the table {header.Count} columns"),
                "Put a cell that holds a comma in quotes, or remove what is too much");
        if (names >= row.Count || row[names].Text.Length == 0)
        {
            log.Error(row[0].Position, "", "this row has no name", "Fill its cell in the column 'name'");
            return null;
        }
        var name = row[names];
        var fields = new ObjectNode(name.Position, []);
        for (var index = 0; index < Math.Min(header.Count, row.Count); index++)
        {
            var cell = row[index];
            if (index == names || cell.Text.Length == 0 || header[index] is not { } column) continue;
            if (column.Length == 0)
                log.Error(cell.Position, "", "this cell stands in a column without a name", "Name the column in the first row");
            else if (Count(cell)) Set(fields, column, cell);
        }
        return new FieldMember([new KeyPart(name.Text, name.Position)], fields, false);
    }

    // The parts of one path meet in one object, as if they had been written in braces.
    private static void Set(ObjectNode into, string[] path, Cell cell)
    {
        foreach (var key in path[..^1])
        {
            var inner = into.Members.OfType<FieldMember>().FirstOrDefault(member => member.Key[0].Name == key)?.Value as ObjectNode;
            if (inner is null)
            {
                inner = new ObjectNode(cell.Position, []);
                into.Members.Add(new FieldMember([new KeyPart(key, cell.Position)], inner, false));
            }
            into = inner;
        }
        into.Members.Add(new FieldMember([new KeyPart(path[^1], cell.Position)], Value(cell), false));
    }

    private static Node Value(Cell cell)
    {
        if (cell.Text.IndexOfAny(s_between) < 0) return new TextNode(cell.Position, cell.Text, true);
        var items = cell.Text.Split(s_between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new ArrayNode(cell.Position, [.. items.Select(item => new TextNode(cell.Position, item, true))]);
    }

    private bool Count(Cell cell)
    {
        _values += 1 + cell.Text.AsSpan().Count(';') + cell.Text.AsSpan().Count(',');
        if (_values <= limits.MaxValues) return true;
        log.Error(cell.Position, "", $"the table has more than {limits.MaxValues} values", "Split it, or raise the limit");
        log.IsCutShort = true;
        return false;
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 37), "...");
}
