namespace TapoHive.Hocon.Syntax;

/// <summary>
/// Builds nodes from tokens by recursive descent, as deep as the limits allow. After a slip it says so, keeps the likely meaning,
/// and goes on with the next field, so that one reading finds the slips of the whole file.
/// </summary>
internal sealed partial class Parser
{
    private readonly SourceFile _file;
    private readonly HoconLimits _limits;
    private readonly ProblemLog _log;
    private readonly Tokenizer _tokenizer;
    private readonly OpenBrackets _brackets;
    private readonly List<string> _path = [];
    private Token _token;
    private int _values;
    private bool _endReported;

    private Parser(SourceFile file, HoconLimits limits, ProblemLog log)
    {
        _file = file;
        _limits = limits;
        _log = log;
        _tokenizer = new Tokenizer(file, log);
        _brackets = new OpenBrackets(file);
        _token = _tokenizer.Next();
    }

    /// <summary>The root object of a file; what could be understood of it where there are problems.</summary>
    public static ObjectNode Parse(SourceFile file, HoconLimits limits, ProblemLog log) => new Parser(file, limits, log).Root();

    private ObjectNode Root()
    {
        SkipNewlines();
        var start = Position(_token);
        var members = new List<Member>();
        if (_token.Kind == TokenKind.OpenBracket)
        {
            Error(_token, "the file is a list, and must hold fields", "Give the list a name: items = [ ... ]");
            return new ObjectNode(start, members);
        }
        if (_token.Kind == TokenKind.OpenBrace)
        {
            if (Object() is { } root) members = root.Members;
            SkipNewlines();
            if (_token.Kind != TokenKind.End && !_endReported)
                Error(_token, "something follows the '}' that closes the file's '{'", RemedyForSurplus());
            return new ObjectNode(start, members);
        }
        Fields(members, insideBraces: false);
        return new ObjectNode(start, members);
    }

    private void Advance() => _token = _log.IsFull ? EndHere() : _tokenizer.Next();

    private Token EndHere()
    {
        _endReported = true;
        return _token with { Kind = TokenKind.End };
    }

    private bool SkipNewlines()
    {
        var line = _token.Line;
        while (_token.Kind == TokenKind.Newline) Advance();
        return _token.Line != line;
    }

    private void Return(Token to)
    {
        _tokenizer.MoveTo(to, to.Start);
        Advance();
    }

    /// <summary>Leaves the rest of a field unread, brackets opened in it included, up to what ends it.</summary>
    private void SkipToFieldEnd()
    {
        while (!_token.EndsValue)
        {
            if (_token.Kind is TokenKind.OpenBrace or TokenKind.OpenBracket) SkipBrackets();
            else if (_token.Kind == TokenKind.Substitution) SkipSubstitution();
            else Advance();
        }
    }

    private void SkipSubstitution()
    {
        while (_token.Kind is not (TokenKind.CloseBrace or TokenKind.Newline or TokenKind.End)) Advance();
        if (_token.Kind == TokenKind.CloseBrace) Advance();
    }

    /// <summary>Passes over a bracket and all it holds, without recursion.</summary>
    private void SkipBrackets()
    {
        var depth = 0;
        do
        {
            if (_token.Kind is TokenKind.OpenBrace or TokenKind.OpenBracket) depth++;
            else if (_token.IsCloser) depth--;
            if (_token.Kind == TokenKind.Substitution) SkipSubstitution();
            else Advance();
        }
        while (depth > 0 && _token.Kind != TokenKind.End);
    }

    /// <summary>Enters a bracket, unless that is too deep: then it says so and passes over it.</summary>
    private bool TryOpen(out Token opener)
    {
        opener = _token;
        if (_brackets.Count >= _limits.MaxDepth)
        {
            ReportDepth(opener);
            SkipBrackets();
            return false;
        }
        _brackets.Open(opener);
        Advance();
        return true;
    }

    private void ReportDepth(Token at) =>
        Error(at, $"values stand in each other more than {_limits.MaxDepth} deep", "Flatten the structure");

    private void Close()
    {
        _brackets.Close(_token);
        Advance();
    }

    /// <summary>The innermost bracket ends without its closer.</summary>
    private void LeaveUnclosed(Token opener)
    {
        if (_token.Kind != TokenKind.End) ReportUnclosed(opener, null);
        else if (!_endReported)
        {
            _endReported = true;
            ReportUnclosed(
                _brackets.Overlapped ?? opener,
                _brackets.Count > 1 ? "; the file ends with " + _brackets.Count + " brackets open" : null);
        }
        _brackets.Abandon();
    }

    private void ReportUnclosed(Token opener, string? remark)
    {
        var (open, close) = opener.Kind == TokenKind.OpenBrace ? ('{', '}') : ('[', ']');
        Error(opener, $"this '{open}' is never closed{remark}", $"Add the missing '{close}'");
    }

    private void ReportSurplus(Token closer)
    {
        var sign = _file.Text[closer.Start];
        if (sign == '}' && _brackets.Intruder is { } intruder)
        {
            _brackets.Intruder = null;
            Error(
                intruder,
                $"this '}}' closes a bracket of another line, and line {closer.Line} has one '}}' too many", RemedyForSurplus());
        }
        else Error(closer, $"this '{sign}' closes nothing", RemedyForSurplus());
    }

    private static string RemedyForSurplus() => "Remove it, or add the opening bracket it belongs to";

    private HoconPosition Position(Token token) => _file.At(token.Line, token.Column);

    private void Error(Token token, string message, string? hint = null) => Error(Position(token), message, hint);

    private void Error(HoconPosition position, string message, string? hint) =>
        _log.Error(position, HoconSyntax.Path(_path), message, hint);

    /// <summary>Counts a value; the one too many ends the reading.</summary>
    private void CountValue(Token token)
    {
        if (++_values != _limits.MaxValues + 1) return;
        Error(token, $"the file has more than {_limits.MaxValues} values", "Split it, or raise the limit");
        _log.IsCutShort = true;
        _tokenizer.MoveTo(token, _file.Text.Length);
        _endReported = true;
    }
}
