namespace TapoHive.Hocon.Syntax;

internal sealed partial class Parser
{
    /// <summary>An object literal with its braces; <see langword="null"/> if it stands too deep.</summary>
    private ObjectNode? Object()
    {
        if (!TryOpen(out var opener)) return null;
        var members = new List<Member>();
        Fields(members, insideBraces: true);
        if (_token.Kind == TokenKind.CloseBrace) Close();
        else LeaveUnclosed(opener);
        return new ObjectNode(Position(opener), members);
    }

    /// <summary>Fields up to what closes their object.</summary>
    private void Fields(List<Member> members, bool insideBraces)
    {
        while (true)
        {
            SkipNewlines();
            switch (_token.Kind)
            {
                case TokenKind.End:
                case TokenKind.CloseBrace when insideBraces:
                case TokenKind.CloseBracket when _brackets.Any(TokenKind.OpenBracket):
                    return;
                case TokenKind.CloseBrace or TokenKind.CloseBracket:
                    ReportSurplus(_token);
                    Advance();
                    continue;
                case TokenKind.Comma:
                    ReportStrayComma();
                    continue;
            }
            Field(members);
            EndOfField();
        }
    }

    private void ReportStrayComma()
    {
        Error(_token, "nothing stands before this comma", "Remove the comma");
        Advance();
    }

    /// <summary>After a field or an item: a comma, a new line, or what closes. Anything else has been reported, or is now.</summary>
    private void EndOfField()
    {
        if (!_token.EndsValue)
        {
            Error(_token, "a comma or a new line is missing here", "Put each field on a line of its own, or a comma between them");
            SkipToFieldEnd();
        }
        SkipNewlines();
        if (_token.Kind == TokenKind.Comma) Advance();
    }

    private void Field(List<Member> members)
    {
        switch (_token.Kind)
        {
            case TokenKind.Unquoted when _token.Text == "include":
                if (Include() is { } include) members.Add(include);
                return;
            case TokenKind.Colon or TokenKind.Equals or TokenKind.PlusEquals:
                Error(_token, $"no key stands before '{Written(_token)}'", "Write key = value");
                SkipToFieldEnd();
                return;
            case TokenKind.OpenBrace or TokenKind.OpenBracket:
                Error(_token, $"no key stands before '{Written(_token)}'", "Write a key before it; perhaps the line above lacks its '['");
                SkipToFieldEnd();
                return;
            case TokenKind.Substitution:
                Error(_token, "a key cannot be a substitution", "Write the key itself; substitutions stand in values");
                SkipToFieldEnd();
                return;
        }
        var first = _token;
        var key = Key();
        var depth = _path.Count;
        _path.AddRange(key.Select(part => part.Name));
        if (depth + key.Count > _limits.MaxDepth)
        {
            ReportDepth(first);
            SkipToFieldEnd();
        }
        else if (FieldValue(first, out var isAppend) is { } value && key.Count > 0) members.Add(new FieldMember(key, value, isAppend));
        _path.RemoveRange(depth, _path.Count - depth);
    }

    /// <summary>The separator and the value; <see langword="null"/> where there is none, which has been said.</summary>
    private Node? FieldValue(Token first, out bool isAppend)
    {
        isAppend = false;
        var afterKey = _token;
        SkipNewlines();
        switch (_token.Kind)
        {
            case TokenKind.OpenBrace:
                return Value(items: null);
            case TokenKind.Equals or TokenKind.Colon or TokenKind.PlusEquals:
                isAppend = _token.Kind == TokenKind.PlusEquals;
                break;
            case TokenKind.OpenBracket or TokenKind.Substitution when _token.Line == first.Line:
                Error(
                    _token, $"'=' is missing before '{Written(_token)}'",
                    $"Write {Written(first, _token.Start)} = {Written(_token)} ...");
                return Value(items: null);
            default:
                Return(afterKey);
                ReportNoSeparator(first, afterKey);
                SkipToFieldEnd();
                return null;
        }
        var separator = _token;
        Advance();
        var isOnNextLine = SkipNewlines();
        if (_token.EndsValue || isOnNextLine && LooksLikeField())
        {
            if (isOnNextLine) ReturnToLineEnd(separator);
            Error(separator, $"'{Written(first, separator.Start)}' has no value", "Write the value after it, or remove the key");
            return null;
        }
        return Value(items: null);
    }

    private void ReturnToLineEnd(Token separator)
    {
        _tokenizer.MoveTo(separator, separator.End);
        Advance();
    }

    private void ReportNoSeparator(Token first, Token afterKey)
    {
        var written = Written(first, afterKey.Start);
        var blank = written.IndexOfAny([' ', '\t']);
        Error(
            first, $"'{Shortened(written)}' has no value",
            blank > 0 && !written.StartsWith('"')
                ? $"Write {written[..blank]} = {Shortened(written[blank..].Trim())}, if that is what is meant"
                : $"Write {Shortened(written)} = and the value after it, or remove it");
    }

    /// <summary>Whether what starts here is a key with its separator. Looks ahead on this line only, and comes back.</summary>
    private bool LooksLikeField()
    {
        var start = _token;
        if (!start.IsText) return false;
        while (_token.IsText) Advance();
        var after = _token;
        Return(start);
        return after.Kind switch
        {
            TokenKind.Equals or TokenKind.PlusEquals or TokenKind.OpenBrace => true,
            TokenKind.Colon => after.End >= _file.Text.Length || Characters.IsWhiteSpace(_file.Text[after.End]),
            _ => false,
        };
    }

    /// <summary>The text from a token up to an offset, as written.</summary>
    private string Written(Token from, int end) => _file.Text[from.Start..Math.Max(end, from.End)].TrimEnd();

    private string Written(Token token) => _file.Text[token.Start..token.End];

    private static string Shortened(string text) =>
        text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
}
