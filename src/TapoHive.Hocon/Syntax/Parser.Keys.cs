using System.Text;

namespace TapoHive.Hocon.Syntax;

internal sealed partial class Parser
{
    /// <summary>The key of a field, up to its separator. A key with a character it may not hold is reported and taken whole.</summary>
    private List<KeyPart> Key()
    {
        var first = _token;
        var parts = PathExpression();
        if (_token.Kind != TokenKind.Reserved) return parts;
        var reserved = _token;
        while (_token.IsText || _token.Kind == TokenKind.Reserved) Advance();
        var written = Written(first, _token.Start);
        if (written.Contains('"'))
            Error(reserved, $"'{Written(reserved)}' may stand in a key only inside quotes", "Put the whole part of the key in quotes");
        else
            Error(
                first, $"'{Shortened(written)}' must be quoted: {HoconSyntax.Quote(Shortened(written))}",
                $"A bare key cannot hold '{Written(reserved)}'");
        return [new KeyPart(written, Position(first))];
    }

    /// <summary>
    /// Neighbouring texts read as a path: bare dots part it, quoted ones do not, blanks between pieces belong to the names.
    /// Empty if it has an empty part, which has been said.
    /// </summary>
    private List<KeyPart> PathExpression()
    {
        var parts = new List<KeyPart>();
        var name = new StringBuilder();
        var hasQuotes = false;
        var isBroken = false;
        var start = _token;
        var at = Position(start);
        var end = _token.Start;
        for (; _token.IsText; Advance())
        {
            name.Append(_file.Text, end, _token.Start - end);
            end = _token.End;
            if (name.Length == 0 && !hasQuotes) at = Position(_token);
            if (_token.Kind == TokenKind.Quoted)
            {
                hasQuotes = true;
                name.Append(_token.Text);
                continue;
            }
            for (var from = 0; ;)
            {
                var dot = _token.Text.IndexOf('.', from);
                name.Append(_token.Text, from, (dot < 0 ? _token.Text.Length : dot) - from);
                if (dot < 0) break;
                Complete();
                from = dot + 1;
                at = _file.At(_token.Line, _token.Column + from);
            }
        }
        Complete();
        return isBroken ? [] : parts;

        void Complete()
        {
            if (name.Length > 0 || hasQuotes) parts.Add(new KeyPart(name.ToString(), at));
            else if (!isBroken)
            {
                isBroken = true;
                Error(
                    at, $"the path '{Shortened(Written(start, end))}' has an empty part",
                    "Remove the dot too many, or write \"\" for an empty key");
            }
            name.Clear();
            hasQuotes = false;
        }
    }

    /// <summary>
    /// A substitution from its <c>${</c> to its <c>}</c>; <see langword="null"/> if it makes no sense, which has been said.
    /// </summary>
    private SubstitutionNode? Substitution(out int end)
    {
        var opener = _token;
        var isOptional = opener.End - opener.Start == 3;
        Advance();
        end = _token.End;
        if (_token.Kind == TokenKind.CloseBrace)
        {
            Error(opener, "this substitution names nothing", "Write the path of a value between the braces: ${house.name}");
            Advance();
            return null;
        }
        var path = PathExpression();
        end = _token.End;
        if (_token.Kind == TokenKind.CloseBrace)
        {
            Advance();
            return path.Count == 0 ? null : Reference(opener, [.. path.Select(part => part.Name)], isOptional);
        }
        if (_token.Kind is TokenKind.Newline or TokenKind.End or TokenKind.Comma or TokenKind.CloseBracket)
            Error(opener, "this '${' is never closed", "Add the missing '}'");
        else
        {
            Error(
                _token, $"'{Written(_token)}' cannot stand in a substitution",
                "Between ${ and } stands the path of a value, nothing else");
            while (!_token.EndsValue) Advance();
            if (_token.Kind == TokenKind.CloseBrace) Advance();
        }
        return null;
    }

    private SubstitutionNode Reference(Token opener, string[] path, bool isOptional) =>
        new(Position(opener), path, _file.Meanings(path), isOptional);
}
