using System.Globalization;
using System.Text;

namespace TapoHive.Domain.Text;

/// <summary>A name that can be typed: lower-case letters and digits joined by single dashes.</summary>
public static class Slug
{
    private const int Longest = 40;

    /// <summary>The slug of any text; empty where nothing of it can be typed. <c>Küche (links)</c> becomes <c>kueche-links</c>.</summary>
    public static string Of(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in Spelled(text))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
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

    private static string Spelled(string text) => text
        .Replace("ä", "ae", StringComparison.OrdinalIgnoreCase)
        .Replace("ö", "oe", StringComparison.OrdinalIgnoreCase)
        .Replace("ü", "ue", StringComparison.OrdinalIgnoreCase)
        .Replace("ß", "ss", StringComparison.Ordinal)
        .Normalize(NormalizationForm.FormD);
}
