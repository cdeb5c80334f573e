namespace TapoHive.Hocon.Syntax;

internal sealed partial class Parser
{
    /// <summary>A list literal; <see langword="null"/> if it stands too deep.</summary>
    private ArrayNode? Array()
    {
        if (!TryOpen(out var opener)) return null;
        var items = new List<Node>();
        var line = opener.Line;
        while (true)
        {
            SkipNewlines();
            switch (_token.Kind)
            {
                case TokenKind.CloseBracket:
                    Close();
                    return new ArrayNode(Position(opener), items);
                case TokenKind.Comma:
                    ReportStrayComma();
                    continue;
                case TokenKind.End or TokenKind.CloseBrace:
                    LeaveUnclosed(opener);
                    return new ArrayNode(Position(opener), items);
            }
            var startsLine = _token.Line != line;
            line = _token.Line;
            if (startsLine && LooksLikeField() && BelongsOutside(opener))
            {
                LeaveUnclosed(opener);
                // The separator that ends the list's own field is the line end before this token.
                _token = _token with { Kind = TokenKind.Newline, End = _token.Start };
                _tokenizer.MoveTo(_token, _token.Start);
                return new ArrayNode(Position(opener), items);
            }
            if (Value(items) is { } item) items.Add(item);
            EndOfField();
        }
    }

    /// <summary>
    /// A field that starts a line inside a list: indented no deeper than the line of the '[', it is the next field of the object around.
    /// </summary>
    private bool BelongsOutside(Token opener) => _brackets.Indentation(_token) <= _brackets.Indentation(opener);

    /// <summary>
    /// A value: everything up to a comma, a line end or what closes. <paramref name="items"/> is the list it is for, if any.
    /// </summary>
    private Node? Value(List<Node>? items)
    {
        var first = _token;
        CountValue(first);
        var row = new RowBuilder();
        var end = first.Start;
        var last = first;
        while (!_token.EndsValue)
        {
            var gap = _file.Text[end.._token.Start];
            switch (_token.Kind)
            {
                case TokenKind.Quoted or TokenKind.Unquoted when row.HasBracket:
                    Error(_token, "text cannot follow a bracket that closes", "Put a comma or a new line between them");
                    SkipToFieldEnd();
                    return row.Build();
                case TokenKind.Quoted or TokenKind.Unquoted:
                    row.AddText(gap, _token.Text, _token.Kind == TokenKind.Quoted, Position(_token));
                    (end, last) = (_token.End, _token);
                    Advance();
                    break;
                case TokenKind.OpenBrace or TokenKind.OpenBracket when row.EndsWithText:
                    return RefuseJoin(first, row.IsBare);
                case TokenKind.OpenBrace or TokenKind.OpenBracket:
                    if (row.HasBracket) CountValue(_token);
                    Node? bracket = _token.Kind == TokenKind.OpenBrace ? Object() : Array();
                    if (bracket is null) return null;
                    row.Add(gap, bracket);
                    end = _token.Start;
                    break;
                case TokenKind.Substitution:
                    if (Substitution(out end) is { } substitution)
                    {
                        row.Add(gap, substitution);
                        break;
                    }
                    SkipToFieldEnd();
                    return null;
                default:
                    return RefuseReserved(first, row.IsBare, items is not null);
            }
        }
        if (row.IsBare && row.EndsWithText && IsGluedComment(end)) return RefuseGluedComment(first, last);
        if (items is not null && row.SecondObject is { } second)
            _log.Add(
                HoconSeverity.Warning, second.Position, HoconSyntax.Path(_path), "this object merges into the one before it",
                "Put a comma between them for two items");
        return row.Build();
    }

    /// <summary>Whether a comment begins right behind text and goes right on: <c>hall#2</c> is hardly meant as <c>hall</c>.</summary>
    private bool IsGluedComment(int at)
    {
        var text = _file.Text;
        var after = at < text.Length && text[at] == '#' ? at + 1 : string.CompareOrdinal(text, at, "//", 0, 2) == 0 ? at + 2 : text.Length;
        return after < text.Length && !Characters.IsWhiteSpace(text[after]);
    }

    private TextNode RefuseGluedComment(Token first, Token last)
    {
        var sign = _file.Text[last.End] == '#' ? "#" : "//";
        var end = LikelyEnd(last.End + sign.Length);
        var written = Written(first, end);
        Error(
            first, $"'{Shortened(written)}' must be quoted: {HoconSyntax.Quote(Shortened(written))}",
            $"Bare text ends where '{sign}' begins a comment; if that is meant, put a blank before it");
        _tokenizer.MoveTo(last, end);
        Advance();
        SkipToFieldEnd();
        return new TextNode(Position(first), written, isQuoted: true);
    }

    /// <summary>Text runs into a bracket: <c>a[0]</c>, or two fields without a separator.</summary>
    private TextNode? RefuseJoin(Token first, bool isBare)
    {
        var what = _token.Kind == TokenKind.OpenBrace ? "an object" : "a list";
        var isGlued = _token.Start > 0 && !Characters.IsWhiteSpace(_file.Text[_token.Start - 1]);
        var end = LikelyEnd(_token.End);
        if (isGlued && isBare && end < _file.Text.Length && _file.Text[end] is ']' or '}') end = LikelyEnd(end + 1);
        var written = Written(first, end);
        if (isGlued && isBare)
            Error(
                first, $"'{Shortened(written)}' must be quoted: {HoconSyntax.Quote(Shortened(written))}",
                $"Bare text cannot hold '{Written(_token)}'");
        else Error(_token, $"text and {what} cannot be one value", "Put a comma or a new line between them, or quote the whole text");
        SkipToFieldEnd();
        return isGlued && isBare ? new TextNode(Position(first), written, isQuoted: true) : null;
    }

    /// <summary>A character that only quoted text may hold. The likely whole value is shown in quotes, and taken.</summary>
    private TextNode? RefuseReserved(Token first, bool isBare, bool inList)
    {
        var reserved = _token;
        var sign = Written(reserved);
        if (inList && reserved.Kind is TokenKind.Equals or TokenKind.PlusEquals)
        {
            Error(
                reserved, $"a list holds values, not fields: '{sign}' cannot stand here",
                "Write { key = value } for an object in a list, or close the list with ']'");
            SkipToFieldEnd();
            return null;
        }
        if (!isBare)
        {
            Error(reserved, $"'{sign}' may stand in a value only inside quotes", "Put the whole text in quotes");
            SkipToFieldEnd();
            return null;
        }
        var end = LikelyEnd(reserved.End);
        var written = Written(first, end);
        var hint = reserved.Kind is TokenKind.Equals or TokenKind.PlusEquals
            ? "If two fields are meant, put a comma or a new line between them"
            : $"Bare text cannot hold '{sign}'";
        Error(first, $"'{Shortened(written)}' must be quoted: {HoconSyntax.Quote(Shortened(written))}", hint);
        _tokenizer.MoveTo(reserved, end);
        Advance();
        SkipToFieldEnd();
        return new TextNode(Position(first), written, isQuoted: true);
    }

    /// <summary>
    /// Where a bare value that starts before <paramref name="at"/> most likely ends: at a separator, a bracket or a comment.
    /// </summary>
    private int LikelyEnd(int at)
    {
        var text = _file.Text;
        for (; at < text.Length; at++)
        {
            if (text[at] is '\n' or ',' or '{' or '}' or '[' or ']' or '"') break;
            var isComment = text[at] == '#' || text[at] == '/' && at + 1 < text.Length && text[at + 1] == '/';
            if (isComment && Characters.IsWhiteSpace(text[at - 1])) break;
        }
        while (at > 0 && text[at - 1] != '\n' && Characters.IsWhiteSpace(text[at - 1])) at--;
        return at;
    }
}
