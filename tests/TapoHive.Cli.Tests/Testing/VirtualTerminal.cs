using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Tests.Testing;

/// <summary>A terminal that can be read: it understands what is written here, folds lines again when it is resized, and keeps what scrolled away.</summary>
internal sealed partial class VirtualTerminal(int columns, int rows) : TextWriter
{
    private readonly List<StringBuilder> _lines = [new()];
    private int _row;

    public int Columns { get; set; } = columns;

    public int Rows { get; set; } = rows;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>What a person sees, scrolled back to the beginning.</summary>
    public string Text => string.Join('\n', _lines.Select(static line => line.ToString().TrimEnd())).TrimEnd('\n');

    public Screen Screen(string answer = "") => new(this, new StringWriter { NewLine = "\n" }, new StringReader(answer), ScreenKind.Terminal, Asking.Nobody, Columns, Colour.Never)
    {
        Measure = () => new TerminalSize(Columns, Rows),
        Redrawing = Redrawing.Possible,
    };

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine(ReadOnlySpan<char> buffer) => Write($"{buffer}\n");

    public override void Write(string? value)
    {
        foreach (Match piece in Pieces().Matches(value ?? ""))
        {
            switch (piece.Value)
            {
                case "\n":
                    _row++;
                    if (_row == _lines.Count)
                    {
                        _lines.Add(new());
                    }

                    break;
                case "\r":
                    break;
                case "\e[J":
                    _lines[_row].Clear();
                    _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                    break;
                case ['\e', .., 'A'] and var up:
                    Up(int.Parse(up[2..^1], CultureInfo.InvariantCulture));
                    break;
                case ['\e', ..]:
                    break;
                case var text:
                    _lines[_row].Append(text);
                    break;
            }
        }
    }

    // Lines longer than the terminal is wide take several rows of it.
    private void Up(int rows)
    {
        while (rows > 0)
        {
            _row--;
            rows -= Math.Max(1, (_lines[_row].Length + Columns - 1) / Columns);
        }

        Assert.Equal(0, rows);
    }

    [GeneratedRegex("\n|\r|\e\\[[0-9;?]*[A-Za-z]|[^\n\r\e]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Pieces();
}
