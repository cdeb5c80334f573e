using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace TapoHive.Domain.Text;

/// <summary>A name that can be typed: lower-case letters and digits joined by single dashes.</summary>
public static class Slug
{
    /// <summary>How many characters it has at most.</summary>
    public const int Longest = 40;

    // string.Normalize does nothing where globalization is invariant, as it is here; a table does the same everywhere.
    private static readonly FrozenDictionary<char, string> Spellings = new (string Plain, string Letters)[]
    {
        ("a", "àáâãåāăą"), ("ae", "äæ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"),
        ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉ"), ("o", "òóôõøōŏő"), ("oe", "öœ"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"),
        ("t", "ţťŧț"), ("th", "þ"), ("u", "ùúûũūŭůűų"), ("ue", "ü"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
    }.SelectMany(spelling => spelling.Letters.Select(letter => KeyValuePair.Create(letter, spelling.Plain))).ToFrozenDictionary();

    /// <summary>The slug of any text; empty where nothing of it can be typed. <c>Küche (links)</c> becomes <c>kueche-links</c>.</summary>
    public static string Of(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.SelectMany(Spelled))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[^1] != '-' && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                slug.Append('-');
            }

            if (slug.Length == Longest)
            {
                break;
            }
        }

        return slug.ToString().Trim('-');
    }

    /// <summary>Whether a text is a slug already.</summary>
    public static bool Is(string text) => text.Length > 0 && Of(text) == text;

    private static string Spelled(char c) =>
        char.ToLowerInvariant(c) is var letter && Spellings.TryGetValue(letter, out var plain) ? plain : letter.ToString();
}
