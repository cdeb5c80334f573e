using System.Globalization;
using System.Text;

namespace TapoHive.Hocon.Syntax;

/// <summary>Reads text in quotes: JSON's escapes between single quotes, everything literally between triple ones.</summary>
internal sealed class QuotedReader(SourceFile file, ProblemLog log)
{
    private const string Triple = "\"\"\"";
    private readonly string _text = file.Text;

    /// <summary>The decoded text, and the offset after the closing quote.</summary>
    public (string Text, int End) Read(int start, int line, int column) =>
        string.CompareOrdinal(_text, start, Triple, 0, 3) == 0 ? ReadTriple(start, line, column) : ReadSingle(start, line, column);

    private (string, int) ReadTriple(int start, int line, int column)
    {
        var close = _text.IndexOf(Triple, start + 3, StringComparison.Ordinal);
        if (close < 0)
        {
            log.Error(file.At(line, column), "", "this '\"\"\"' is never closed", "Close the text with \"\"\"");
            return (_text[(start + 3)..], _text.Length);
        }
        // Of four or more closing quotes the last three close, the others belong to the text.
        while (close + 3 < _text.Length && _text[close + 3] == '"') close++;
        return (_text[(start + 3)..close], close + 3);
    }

    private (string, int) ReadSingle(int start, int line, int column)
    {
        StringBuilder? decoded = null;
        var copied = start + 1;
        var at = start + 1;
        while (at < _text.Length && _text[at] is not ('"' or '\n'))
        {
            var c = _text[at];
            if (c == '\\')
            {
                decoded = (decoded ?? new StringBuilder()).Append(_text, copied, at - copied);
                at += Escape(at, decoded, file.At(line, column + at - start));
                copied = at;
                continue;
            }
            if (c < ' ' && c != '\r')
                log.Error(
                    file.At(line, column + at - start), "", $"quoted text holds a control character (U+{(int)c:X4})",
                    $"Write it as {Escaped(c)}");
            at++;
        }
        if (at >= _text.Length || _text[at] == '\n') return Unclosed(start, line, column);
        return (decoded is null ? _text[copied..at] : decoded.Append(_text, copied, at - copied).ToString(), at + 1);
    }

    private (string, int) Unclosed(int start, int line, int column)
    {
        var newline = _text.IndexOf('\n', start);
        var end = newline < 0 ? _text.Length : newline;
        // Brackets and commas at the end of the line are likelier structure than text: with them the rest still makes sense.
        while (end > start + 1 && (_text[end - 1] is '}' or ']' or ',' || Characters.IsWhiteSpace(_text[end - 1]))) end--;
        var text = _text[(start + 1)..end];
        log.Error(
            file.At(line, column), "", "this '\"' is never closed",
            text.Length is 0 or > 60 || text.Contains('\\')
                ? "Close the text with '\"' on the same line, or use \"\"\" for text of several lines"
                : $"Close the text on the same line: {HoconSyntax.Quote(text)}");
        return (text, end);
    }

    /// <summary>Decodes one escape and says how long it was.</summary>
    private int Escape(int at, StringBuilder decoded, HoconPosition position)
    {
        var kind = at + 1 < _text.Length ? _text[at + 1] : '\n';
        var plain = kind switch
        {
            '"' or '\\' or '/' => kind,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        if (plain != '\0')
        {
            decoded.Append(plain);
            return 2;
        }
        if (kind == 'u' && at + 6 <= _text.Length
            && ushort.TryParse(_text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            decoded.Append((char)unit);
            return 6;
        }
        if (kind == 'u')
            log.Error(position, "", "'\\u' needs four hexadecimal digits", "Write the character itself, or for example \\u00e9");
        else if (kind != '\n')
            log.Error(position, "", $"'\\{kind}' is not an escape", "Write \\\\ for a backslash");
        decoded.Append('\\');
        return 1;
    }

    private static string Escaped(char c) => c == '\t' ? "\\t" : $"\\u{(int)c:x4}";
}
