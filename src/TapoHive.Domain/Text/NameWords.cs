using TapoHive.Domain.Selectors;

namespace TapoHive.Domain.Text;

/// <summary>Names that a person types for houses, plugs and rooms.</summary>
public static class NameWords
{
    /// <summary>What is wrong with a name, in a sentence with a remedy; nothing where it is right.</summary>
    public static string? Objection(string text) => text switch
    {
        _ when SelectorParser.IsReserved(text) => $"'{text}' has a meaning of its own in selectors. Choose another name.",
        _ when Slug.Is(text) => null,
        _ when Slug.Of(text) is { Length: > 0 } slug && !SelectorParser.IsReserved(slug) => $"Names are lower-case letters and digits, joined by single dashes: write {slug}.",
        _ => "Names are lower-case letters and digits, joined by single dashes. Choose another.",
    };
}
