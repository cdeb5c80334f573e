using System.Text;

namespace TapoHive.Hocon.Syntax;

internal sealed partial class Parser
{
    private const string IncludeForms = "Write include \"file.conf\", include file(\"file.conf\") or include required(\"file.conf\")";


    /// <summary>An include statement; <see langword="null"/> if it makes no sense, which has been said.</summary>
    private IncludeMember? Include()
    {
        var keyword = _token;
        Advance();
        SkipNewlines();
        var head = Bare();
        var quoted = _token;
        if (quoted.Kind != TokenKind.Quoted)
        {
            RefuseInclude(keyword, "'include' names no file in quotes", IncludeForms + "; a key of that name is written \"include\"");
            return null;
        }
        Advance();
        var tail = head.Length > 0 ? Bare() : "";
        var isRequired = head.StartsWith("required(", StringComparison.Ordinal);
        var inner = isRequired ? head["required(".Length..] : head;
        if (tail.Length != head.Count(c => c == '(') || tail.Any(c => c != ')'))
        {
            RefuseInclude(keyword, "the parentheses of this include do not match", IncludeForms);
            return null;
        }
        if (inner is "url(" or "classpath(" || quoted.Text.Contains("://", StringComparison.Ordinal))
        {
            RefuseInclude(
                quoted,
                $"only files can be included, not {(inner is "classpath(" ? "a class path" : "an address")}", IncludeForms);
            return null;
        }
        if (inner is not ("" or "file("))
        {
            RefuseInclude(keyword, $"'{Shortened(head)}...' is no way to include a file", IncludeForms);
            return null;
        }
        if (quoted.Text.Length == 0)
        {
            RefuseInclude(quoted, "this include names no file", IncludeForms);
            return null;
        }
        return new IncludeMember(Position(keyword), quoted.Text, isRequired);
    }

    /// <summary>Bare text without its blanks: <c>required( file(</c> is <c>required(file(</c>.</summary>
    private string Bare()
    {
        var text = new StringBuilder();
        for (; _token.Kind == TokenKind.Unquoted; Advance()) text.Append(_token.Text);
        return text.ToString();
    }

    private void RefuseInclude(Token at, string message, string hint)
    {
        Error(at, message, hint);
        SkipToFieldEnd();
    }
}
