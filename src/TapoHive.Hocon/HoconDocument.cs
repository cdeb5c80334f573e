namespace TapoHive.Hocon;

/// <summary>What reading gave: always a tree (a best effort where there are errors), and everything worth saying about it.</summary>
public sealed class HoconDocument
{
    internal HoconDocument(HoconObject root, IReadOnlyList<HoconProblem> problems, IReadOnlyList<string> files)
    {
        Root = root;
        Problems = problems;
        Files = files;
    }

    /// <summary>The resolved tree: no substitution, include or merge is left in it.</summary>
    public HoconObject Root { get; }

    /// <summary>Problems in reading order: by file, then line, then column.</summary>
    public IReadOnlyList<HoconProblem> Problems { get; }

    /// <summary>The files that were read, the document itself first, each once.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Whether any problem is an error. If so, do not act upon <see cref="Root"/>.</summary>
    public bool HasErrors => Problems.Any(problem => problem.Severity == HoconSeverity.Error);
}
