namespace TapoHive.Hocon.Syntax;

/// <summary>One reading of one file: included twice, a file is two of these.</summary>
/// <param name="name">The name that positions show.</param>
/// <param name="text">The whole text.</param>
/// <param name="includer">The file that includes this one.</param>
/// <param name="prefix">The absolute path of the object that this file's root is merged into.</param>
internal sealed class SourceFile(string name, string text, SourceFile? includer, IReadOnlyList<string> prefix)
{
    public string Name { get; } = name;

    public string Text { get; } = text;

    public SourceFile? Includer { get; } = includer;

    public IReadOnlyList<string> Prefix { get; } = prefix;

    public HoconPosition At(int line, int column) => new(Name, line, column);

    /// <summary>
    /// The absolute paths a substitution in this file may mean: relative to each including file from the inside out, then as written.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Meanings(IReadOnlyList<string> path)
    {
        var meanings = new List<IReadOnlyList<string>>(1);
        var shortest = int.MaxValue;
        for (var file = this; file is not null; file = file.Includer)
        {
            if (file.Prefix.Count == 0 || file.Prefix.Count >= shortest) continue;
            meanings.Add([.. file.Prefix, .. path]);
            shortest = file.Prefix.Count;
        }
        meanings.Add(path);
        return meanings;
    }
}
