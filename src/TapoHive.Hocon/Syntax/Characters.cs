using System.Globalization;

namespace TapoHive.Hocon.Syntax;

/// <summary>The specification's classes of characters.</summary>
internal static class Characters
{
    /// <summary>The characters that unquoted text may not hold, white space aside.</summary>
    public const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";

    /// <summary>White space by the specification, which is neither .NET's nor Java's. The newline belongs to it.</summary>
    public static bool IsWhiteSpace(char c) => c switch
    {
        ' ' or (>= '\t' and <= '\r') or (>= '\x1c' and <= '\x1f') or '\u00a0' or '\ufeff' => true,
        < '\u1680' => false,
        _ => char.GetUnicodeCategory(c)
            is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };

    public static bool EndsUnquoted(char c) => Reserved.Contains(c) || IsWhiteSpace(c);

    /// <summary>
    /// The end of the JSON number at <paramref name="start"/>, or <paramref name="start"/>. It matters for one case: in
    /// <c>1e+5</c> the plus belongs to a number and is not the reserved character.
    /// </summary>
    public static int NumberEnd(string text, int start)
    {
        var at = start;
        if (at < text.Length && text[at] == '-') at++;
        var whole = DigitsEnd(text, at);
        if (whole == at) return start;
        at = whole;
        if (at < text.Length && text[at] == '.' && DigitsEnd(text, at + 1) is var fraction && fraction > at + 1) at = fraction;
        if (at >= text.Length || text[at] is not ('e' or 'E')) return at;
        var sign = at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
        var exponent = DigitsEnd(text, at + 1 + sign);
        return exponent > at + 1 + sign ? exponent : at;
    }

    private static int DigitsEnd(string text, int start)
    {
        while (start < text.Length && char.IsAsciiDigit(text[start])) start++;
        return start;
    }
}
