namespace TapoHive.Domain.Selectors;

/// <summary>
/// Reads <c>tag.light and not (room.office or desk.monitor)</c>. <c>not</c> binds tighter than <c>and</c>, <c>and</c> tighter than
/// <c>or</c>. Words are separated by white space; case does not matter.
/// </summary>
public sealed class SelectorParser
{
    private const int LongestText = 4096;
    private const int DeepestNesting = 32;
    private static readonly string[] Reserved = ["all", "and", "or", "not", "tag", "room", "model"];

    private readonly List<(string Text, int Column)> _tokens = [];
    private readonly string _text;
    private int _next;
    private int _depth;

    private SelectorParser(string text) => _text = text;

    /// <summary>Whether a plug, outlet, room or tag may not be called this.</summary>
    public static bool IsReserved(string word) => Reserved.Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a selector.</summary>
    /// <exception cref="SelectorException">It is not one; the message says where and what to write instead.</exception>
    public static Selector Parse(string text)
    {
        if (text.Length > LongestText)
        {
            throw SelectorException.Of($"a selector has at most {LongestText} characters; this one has {text.Length}");
        }

        var parser = new SelectorParser(text);
        parser.Tokenize();
        if (parser._tokens.Count == 0)
        {
            throw SelectorException.Of("an empty selector means nothing", "Write a name, tag.NAME, room.NAME, model.NAME or all");
        }

        var selector = parser.ReadOr();
        return parser._next == parser._tokens.Count
            ? selector
            : throw parser.Unexpected("'and', 'or' or the end");
    }

    private void Tokenize()
    {
        for (var i = 0; i < _text.Length;)
        {
            var c = _text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '(' or ')')
            {
                _tokens.Add((c.ToString(), ++i));
            }
            else if (IsWordCharacter(c))
            {
                var start = i;
                while (i < _text.Length && IsWordCharacter(_text[i]))
                {
                    i++;
                }

                _tokens.Add((_text[start..i], start + 1));
            }
            else
            {
                var instead = c switch
                {
                    '&' => "Write 'and'",
                    '|' or ',' => "Write 'or', or several selectors",
                    '!' or '~' => "Write 'not'",
                    _ => null,
                };
                throw SelectorException.Of($"'{c}' at column {i + 1} has no meaning in the selector '{Shortened()}'", instead);
            }
        }
    }

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '*' or '/';

    private Selector ReadOr()
    {
        var left = ReadAnd();
        while (Take("or"))
        {
            left = new Selector.Or(left, ReadAnd());
        }

        return left;
    }

    private Selector ReadAnd()
    {
        var left = ReadNot();
        while (Take("and"))
        {
            left = new Selector.And(left, ReadNot());
        }

        return left;
    }

    private Selector ReadNot()
    {
        if (++_depth > DeepestNesting)
        {
            throw SelectorException.Of($"the selector '{Shortened()}' nests more than {DeepestNesting} deep");
        }

        var selector = Take("not") ? new Selector.Not(ReadNot()) : ReadPrimary();
        _depth--;
        return selector;
    }

    private Selector ReadPrimary()
    {
        if (Take("("))
        {
            var inner = ReadOr();
            return Take(")") ? inner : throw Unexpected("')'");
        }

        if (_next == _tokens.Count || _tokens[_next].Text is ")" || IsOperator(_tokens[_next].Text))
        {
            throw Unexpected("a name, tag.NAME, room.NAME, model.NAME or all");
        }

        return ReadWord(_tokens[_next++]);
    }

    private Selector ReadWord((string Text, int Column) token)
    {
        var word = token.Text;
        if (word.Equals("all", StringComparison.OrdinalIgnoreCase))
        {
            return new Selector.All();
        }

        var slash = word.IndexOf('/', StringComparison.Ordinal);
        var house = slash < 0 ? null : word[..slash];
        var name = word[(slash + 1)..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var head = dot < 0 ? name : name[..dot];
        var rest = dot < 0 ? "" : name[(dot + 1)..];
        if (house is null && dot > 0 && rest.Length > 0)
        {
            switch (head.ToLowerInvariant())
            {
                case "tag":
                    return new Selector.Tag(rest);
                case "room":
                    return new Selector.Room(rest);
                case "model":
                    return new Selector.Model(rest);
                default:
                    break;
            }
        }

        if (IsReserved(head) || head.Length == 0 || house is "" || rest.Contains('.', StringComparison.Ordinal)
            || (dot >= 0 && rest.Length == 0) || head.Contains('*', StringComparison.Ordinal) || (rest != "*" && rest.Contains('*', StringComparison.Ordinal))
            || name.Contains('/', StringComparison.Ordinal))
        {
            throw SelectorException.Of(
                $"'{word}' at column {token.Column} of the selector '{Shortened()}' is no name",
                "Write lamp, desk.monitor, desk.*, house/lamp, tag.NAME, room.NAME, model.NAME or all");
        }

        return new Selector.Named(house, rest == "*" ? head : name);
    }

    private static bool IsOperator(string text) =>
        text.Equals("and", StringComparison.OrdinalIgnoreCase) || text.Equals("or", StringComparison.OrdinalIgnoreCase);

    private bool Take(string word)
    {
        if (_next < _tokens.Count && _tokens[_next].Text.Equals(word, StringComparison.OrdinalIgnoreCase))
        {
            _next++;
            return true;
        }

        return false;
    }

    private SelectorException Unexpected(string expected)
    {
        if (_next == _tokens.Count)
        {
            return SelectorException.Of($"the selector '{Shortened()}' ends where {expected} should follow");
        }

        var (text, column) = _tokens[_next];
        var isSecondName = _next > 0 && text is not (")" or "(") && !IsOperator(text) && !IsOperator(_tokens[_next - 1].Text);
        return SelectorException.Of(
            $"in the selector '{Shortened()}', '{text}' at column {column} stands where {expected} should",
            isSecondName ? "Put 'or' between the two if both are meant" : null);
    }

    private string Shortened() => _text.Length <= 80 ? _text : _text[..77] + "...";
}
