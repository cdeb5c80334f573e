using System.Globalization;
using System.Text;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon;

/// <summary>Writes single texts so that they read back as themselves.</summary>
public static class HoconSyntax
{
    /// <summary>
    /// The text in quotes: <c>me@example.com</c> becomes <c>"me@example.com"</c>. Reads back to the same text, whatever it holds.
    /// </summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        for (var index = 0; index < text.Length; index++)
        {
            var c = text[index];
            if (index + 1 < text.Length && char.IsSurrogatePair(c, text[index + 1]))
            {
                quoted.Append(c).Append(text[++index]);
                continue;
            }
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                // A lone surrogate does not survive UTF-8; its escape does.
                < ' ' or (>= '\ud800' and <= '\udfff') => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>
    /// The shortest form of a value that reads back to the same text: bare where HOCON allows it, else quoted. <c>null</c> is quoted,
    /// because bare it would not be text.
    /// </summary>
    public static string Value(string text) => IsBareValue(text) ? text : Quote(text);

    /// <summary>The shortest form of one key that reads back to it. A key with a dot is quoted, because a bare dot parts a path.</summary>
    public static string Key(string key) =>
        key is not ("" or "include") && key.All(c => char.IsLetterOrDigit(c) || c is '-' or '_') ? key : Quote(key);

    /// <summary>The path expression for these keys: <c>plugs."back.door".mac</c>.</summary>
    public static string Path(IEnumerable<string> keys) => string.Join('.', keys.Select(Key));

    private static bool IsBareValue(string text)
    {
        if (text is "" or "null" || text.Contains("//", StringComparison.Ordinal)) return false;
        if (Characters.IsWhiteSpace(text[0]) || Characters.IsWhiteSpace(text[^1])) return false;
        foreach (var c in text)
            if (c != ' ' && (Characters.EndsUnquoted(c) || char.IsControl(c) || char.IsSurrogate(c))) return false;
        return true;
    }
}
