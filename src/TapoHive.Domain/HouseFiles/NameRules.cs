using TapoHive.Domain.Selectors;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>What houses, plugs, outlets, rooms, tags and accounts may be called: slugs that mean nothing else in a selector.</summary>
internal static class NameRules
{
    /// <summary>Whether the key of an entry is a name; a problem at the key where it is not.</summary>
    public static bool IsName(Entry entry, string what) => IsName(entry.Problems, entry.KeyPosition, entry.Path, entry.Key, what);

    /// <summary>The name that is an entry's value; nothing, and a problem, where it is none.</summary>
    public static string? Name(Entry entry, string what)
    {
        var text = entry.Text($"the name of {what}");
        return text is not null && IsName(entry.Problems, entry.Value.Position, entry.Path, text, what) ? text : null;
    }

    private static bool IsName(ProblemList problems, HoconPosition at, string path, string text, string what)
    {
        if (SelectorParser.IsReserved(text))
        {
            problems.Add(
                HouseFileSeverity.Error, at, path,
                $"'{text}' has a meaning of its own in selectors, so {what} cannot be called that", "Choose another name");
            return false;
        }

        if (Slug.Is(text))
        {
            return true;
        }

        var slug = Slug.Of(text);
        const string Rule = "names are lower-case letters and digits, joined by single dashes, at most 40";
        problems.Add(
            HouseFileSeverity.Error, at, path, $"{SecretShield.Shown(text)} cannot be the name of {what}",
            slug.Length == 0 || SelectorParser.IsReserved(slug) || !SecretShield.IsShowable(text)
                ? $"Choose another: {Rule}" : $"Write {slug}: {Rule}");
        return false;
    }
}
