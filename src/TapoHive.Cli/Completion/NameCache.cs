using System.Text;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.Completion;

/// <summary>
/// Remembers the names of each hive this user asked, so that a shell can complete them without asking anybody: one small file a hive,
/// readable by its user alone. Whatever goes wrong with it is nobody's concern: without it names are not completed.
/// </summary>
public static class NameCache
{
    private const int LongestName = 200;
    private const long LargestFile = 4 << 20;

    /// <summary>By what a hive elsewhere is remembered: its context. Folders, by which others are, begin with a slash.</summary>
    public static string OfContext(string context) => $"@{context}";

    /// <summary>Takes over what an answer of <c>status</c> shows.</summary>
    /// <param name="hive">Which hive was asked.</param>
    /// <param name="report">The answer.</param>
    /// <param name="part">Whether it is about all outlets or some.</param>
    public static void Learn(string hive, StatusReport report, AnswerPart part)
    {
        var before = Read(hive);
        var names = part == AnswerPart.Everything ? KnownNames.In(report) : KnownNames.In(report).And(before);
        if (names.SaysTheSameAs(before))
        {
            return;
        }

        try
        {
            PrivateFile.EnsureFolder(Folder());
            PrivateFile.Write(FileOf(hive), Encoding.UTF8.GetBytes(string.Concat(names.Names.Select(static name => $"{name.Kind}\t{name.Text}\t{name.Hint}\n"))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written to.
        }
    }

    /// <summary>What is remembered of a hive.</summary>
    public static KnownNames Read(string hive)
    {
        try
        {
            var file = new FileInfo(FileOf(hive));
            return file is { Exists: true, Length: <= LargestFile } ? new KnownNames([.. File.ReadLines(file.FullName).Select(Line).OfType<KnownName>()]) : KnownNames.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return KnownNames.None;
        }
    }

    /// <summary>Of several hives the one that was asked last; nothing where none was.</summary>
    public static string? LastAsked(params IEnumerable<string> hives) => hives
        .Select(static hive => (Hive: hive, File: new FileInfo(FileOf(hive))))
        .Where(static known => known.File.Exists)
        .OrderByDescending(static known => known.File.LastWriteTimeUtc)
        .Select(static known => known.Hive)
        .FirstOrDefault();

    private static KnownName? Line(string line) =>
        line.Split('\t') is [var kind, var text, var hint] && Enum.TryParse<NameKind>(kind, out var known) ? new KnownName(known, text, hint) : null;

    // The hive's own name, as one word of a path: a person who looks can tell which is which.
    private static string FileOf(string hive)
    {
        var word = hive.Trim('/').Replace('/', '+');
        return Path.Combine(Folder(), word.Length <= LongestName ? word : word[^LongestName..]);
    }

    private static string Folder() => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home && Path.IsPathRooted(home)
            ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache"),
        "tapohive",
        "names");
}
