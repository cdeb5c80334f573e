namespace TapoHive.Hocon.Syntax;

/// <summary>
/// The brackets open at the moment. When the count does not come out at the end of a file, the bracket at fault is rarely the one
/// where that shows; people indent, so the first pair whose indentation disagrees is named instead.
/// </summary>
internal sealed class OpenBrackets(SourceFile file)
{
    private readonly List<Token> _open = [];

    public int Count => _open.Count;

    /// <summary>The first opener whose closer stood further left than its own line: most likely never closed.</summary>
    public Token? Overlapped { get; private set; }

    /// <summary>The first closer that closed another line's opener from inside a line: most likely its own opener is missing.</summary>
    public Token? Intruder { get; set; }

    public Token Innermost => _open[^1];

    public bool Any(TokenKind opener) => _open.Exists(token => token.Kind == opener);

    public void Open(Token opener) => _open.Add(opener);

    public void Abandon() => _open.RemoveAt(_open.Count - 1);

    public void Close(Token closer)
    {
        var opener = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (opener.Line == closer.Line) return;
        var isFirst = Indentation(closer) == closer.Column - 1;
        if (isFirst && Indentation(opener) > Indentation(closer)) Overlapped ??= opener;
        if (!isFirst) Intruder ??= closer;
    }

    /// <summary>How many blanks the token's line begins with.</summary>
    public int Indentation(Token token)
    {
        var at = token.LineStart;
        while (at < token.Start && Characters.IsWhiteSpace(file.Text[at])) at++;
        return at - token.LineStart;
    }
}
