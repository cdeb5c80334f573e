namespace TapoHive.Hocon.Syntax;

/// <summary>Cuts a text into tokens, one at a time, looking at three characters at most. Comments and white space are skipped.</summary>
internal sealed class Tokenizer(SourceFile file, ProblemLog log)
{
    private readonly string _text = file.Text;
    private readonly QuotedReader _quoted = new(file, log);
    private int _at = file.Text.StartsWith('\ufeff') ? 1 : 0;
    private int _line = 1;
    private int _lineStart = file.Text.StartsWith('\ufeff') ? 1 : 0;

    /// <summary>
    /// Goes to <paramref name="offset"/> on the line of <paramref name="token"/>: back to read again, or on to pass over.
    /// </summary>
    public void MoveTo(Token token, int offset) => (_at, _line, _lineStart) = (offset, token.Line, token.LineStart);

    public Token Next()
    {
        SkipBlanks();
        if (_at >= _text.Length) return Cut(TokenKind.End, 0);
        var c = _text[_at];
        switch (c)
        {
            case '\n':
                var newline = Cut(TokenKind.Newline, 1);
                (_line, _lineStart) = (_line + 1, _at);
                return newline;
            case ',': return Cut(TokenKind.Comma, 1);
            case '{': return Cut(TokenKind.OpenBrace, 1);
            case '}': return Cut(TokenKind.CloseBrace, 1);
            case '[': return Cut(TokenKind.OpenBracket, 1);
            case ']': return Cut(TokenKind.CloseBracket, 1);
            case ':': return Cut(TokenKind.Colon, 1);
            case '=': return Cut(TokenKind.Equals, 1);
            case '+' when Follows('='): return Cut(TokenKind.PlusEquals, 2);
            case '$' when Follows('{'): return Cut(TokenKind.Substitution, _at + 2 < _text.Length && _text[_at + 2] == '?' ? 3 : 2);
            case '"': return Quoted();
            default: return Characters.EndsUnquoted(c) ? Cut(TokenKind.Reserved, 1) : Unquoted();
        }
    }

    private bool Follows(char c) => _at + 1 < _text.Length && _text[_at + 1] == c;

    private Token Cut(TokenKind kind, int length)
    {
        var token = new Token(kind, _at, _at + length, _line, _lineStart, "");
        _at += length;
        return token;
    }

    private void SkipBlanks()
    {
        for (; _at < _text.Length && _text[_at] != '\n'; _at++)
        {
            if (Characters.IsWhiteSpace(_text[_at])) continue;
            if (_text[_at] != '#' && !(_text[_at] == '/' && Follows('/'))) return;
            var end = _text.IndexOf('\n', _at);
            _at = end < 0 ? _text.Length : end;
            return;
        }
    }

    private Token Unquoted()
    {
        var start = _at;
        _at = Math.Max(Characters.NumberEnd(_text, start), start);
        while (_at < _text.Length && !Characters.EndsUnquoted(_text[_at]) && !(_text[_at] == '/' && Follows('/'))) _at++;
        return new Token(TokenKind.Unquoted, start, _at, _line, _lineStart, _text[start.._at]);
    }

    private Token Quoted()
    {
        var start = _at;
        var (text, end) = _quoted.Read(start, _line, start - _lineStart + 1);
        var token = new Token(TokenKind.Quoted, start, end, _line, _lineStart, text);
        for (var at = start; at < end; at++)
            if (_text[at] == '\n') (_line, _lineStart) = (_line + 1, at + 1);
        _at = end;
        return token;
    }
}
