using TapoHive.Hocon.Merging;
using TapoHive.Hocon.Resolving;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon;

/// <summary>
/// Reads HOCON (Human-Optimized Config Object Notation) with the position of every value. Bad input never throws: it gives
/// <see cref="HoconDocument.Problems"/>, in time and memory that <see cref="HoconLimits"/> bound. Thread-safe.
/// </summary>
/// <remarks>
/// Departures from the specification, all on the side of saying so: the root must be an object; a comment that begins
/// in the middle of a bare word (<c>hall#2</c>) is refused; <c>url()</c> and <c>classpath()</c> includes are refused; <c>.properties</c> files are not read. Beyond it: an included <c>.csv</c> is a table, each row
/// of which is an object called after its column <c>name</c>.
/// </remarks>
public static class HoconReader
{
    /// <summary>Reads a text. <paramref name="name"/> is what positions show, and what its includes are relative to.</summary>
    public static HoconDocument Read(string text, string name, HoconReaderOptions? options = null) =>
        Read(options, loader => loader.FromText(text, name));

    /// <summary>Reads a file. One that is missing or unreadable is a problem at its line 1, column 1.</summary>
    public static HoconDocument ReadFile(string path, HoconReaderOptions? options = null) =>
        Read(options, loader => loader.Open(path));

    private static HoconDocument Read(HoconReaderOptions? options, Func<FileLoader, SourceFile> open)
    {
        options ??= HoconReaderOptions.Default;
        var log = new ProblemLog(options.Limits.MaxProblems);
        var loader = new FileLoader(options, log);
        var merged = new Merger(options, loader, log).Merge(open(loader));
        var root = Resolver.Resolve(merged, options, log);
        var order = loader.Names.Select((name, index) => (name, index))
            .ToDictionary(file => file.name, file => file.index, StringComparer.Ordinal);
        var problems = log.Problems
            .OrderBy(problem => order.GetValueOrDefault(problem.Position.File, int.MaxValue))
            .ThenBy(problem => problem.Position.Line).ThenBy(problem => problem.Position.Column);
        return new HoconDocument(root, [.. problems], loader.Names);
    }
}
