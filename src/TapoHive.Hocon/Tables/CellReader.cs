using System.Text;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon.Tables;

/// <summary>
/// Cuts a text of comma-separated values into rows of cells (RFC 4180): a cell in quotes may hold commas, line ends and doubled quotes.
/// A slip is said and read over. No library tells the place of each cell, which is what a mistake in a table of thousands is found by.
/// </summary>
internal sealed class CellReader(SourceFile file, ProblemLog log)
{
    private readonly string _text = file.Text;
    private int _at = file.Text.StartsWith('\ufeff') ? 1 : 0;
    private int _line = 1;
    private int _lineStart = file.Text.StartsWith('\ufeff') ? 1 : 0;

    /// <summary>The cells of the next row; <see langword="null"/> after the last one.</summary>
    public List<Cell>? Row()
    {
        if (_at >= _text.Length || log.IsFull) return null;
        var cells = new List<Cell>();
        while (true)
        {
            cells.Add(Next());
            if (_at >= _text.Length) return cells;
            if (_text[_at++] == ',') continue;
            BeginLine();
            return cells;
        }
    }

    // Leaves _at on the comma or newline after the cell, or at the end.
    private Cell Next()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t') _at++;
        var position = Here();
        if (_at < _text.Length && _text[_at] == '"') return new Cell(Quoted(position), true, position);
        var start = _at;
        while (_at < _text.Length && _text[_at] is not (',' or '\n'))
        {
            if (_text[_at] == '"')
                log.Error(
                    Here(), "", "a quotation mark stands in a cell that does not begin with one",
                    "Put the whole cell in quotes, and double those inside");
            _at++;
        }
        return new Cell(_text[start.._at].Trim(), false, position);
    }

    private string Quoted(HoconPosition opening)
    {
        var text = new StringBuilder();
        _at++;
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c == '"' && _at < _text.Length && _text[_at] == '"') _at++;
            else if (c == '"')
            {
                SkipToEndOfCell();
                return text.ToString();
            }
            text.Append(c);
            if (c == '\n') BeginLine();
        }
        log.Error(opening, "", "this '\"' is never closed", "Close the cell with '\"'");
        return text.ToString();
    }

    private void SkipToEndOfCell()
    {
        var isReported = false;
        for (; _at < _text.Length && _text[_at] is not (',' or '\n'); _at++)
        {
            if (isReported || char.IsWhiteSpace(_text[_at])) continue;
            isReported = true;
            log.Error(Here(), "", "something follows the '\"' that ends the cell", "Put a comma before it, or double the quotes inside the cell");
        }
    }

    private HoconPosition Here() => file.At(_line, _at - _lineStart + 1);

    private void BeginLine()
    {
        _line++;
        _lineStart = _at;
    }
}
