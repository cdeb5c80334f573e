using TapoHive.Hocon.Merging;

namespace TapoHive.Hocon.Syntax;

/// <summary><c>${path}</c> or <c>${?path}</c>.</summary>
internal sealed class SubstitutionNode(
    HoconPosition position, IReadOnlyList<string> path, IReadOnlyList<IReadOnlyList<string>> meanings, bool isOptional) : Node(position)
{
    /// <summary>The path as written.</summary>
    public IReadOnlyList<string> Path { get; } = path;

    /// <summary>The absolute paths it may mean, the first found counts.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Meanings { get; } = meanings;

    public bool IsOptional { get; } = isOptional;

    /// <summary>The key it refers to where no path leads, as for <c>+=</c> in an object in a list.</summary>
    public Slot? Target { get; init; }

    /// <summary>That it leads nowhere has been said.</summary>
    public bool IsReported { get; set; }

    public override string ToString() => $"${{{(IsOptional ? "?" : "")}{HoconSyntax.Path(Path)}}}";
}
