using System.CommandLine;
using System.CommandLine.Completions;

namespace TapoHive.Cli.Completion;

/// <summary>Answers a shell that asks how a line may go on. It reads one small file at most: no hive is asked, and nothing is started.</summary>
public static class ShellAnswer
{
    /// <summary>The word by which a shell asks; no verb looks like it.</summary>
    public const string Asking = "[complete]";

    /// <summary>The line up to the cursor, where a shell asks.</summary>
    public static bool IsAsked(IReadOnlyList<string> args, out string line)
    {
        line = args is [Asking, _, ..] ? args[1] : "";
        return line.Length > 0;
    }

    /// <summary>Writes the words that may stand where the cursor is, a line each, with a description behind a tab where there is one.</summary>
    public static void Write(RootCommand root, string line, TextWriter output)
    {
        foreach (var item in Items(root, line))
        {
            output.WriteLine(string.IsNullOrEmpty(item.Detail) ? item.Label : $"{item.Label}\t{item.Detail}");
        }
    }

    internal static IEnumerable<CompletionItem> Items(RootCommand root, string line)
    {
        // The first word is how the program was called.
        var rest = line.TrimStart().IndexOfAny([' ', '\t']) is >= 0 and var end ? line.TrimStart()[end..].TrimStart() : "";
        var word = rest[(rest.LastIndexOfAny([' ', '\t']) + 1)..];

        // '--output=js' is an option and the beginning of its value.
        var (prefix, part) = word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? (word[..(at + 1)], word[(at + 1)..])
            : ("", word);
        var typed = rest[..^word.Length] + prefix.Replace('=', ' ') + part;
        var parsed = root.Parse(typed);
        if (parsed.UnmatchedTokens.Count > (part.Length > 0 ? 1 : 0))
        {
            return [];
        }

        var items = parsed.GetCompletions(typed.Length)
            .Where(item => item.Label.StartsWith(part, StringComparison.OrdinalIgnoreCase) && (part.StartsWith('-') ? item.Label.StartsWith("--", StringComparison.Ordinal) : item.Label is not (['-', ..] or "/?" or "/h")))
            .DistinctBy(static item => item.Label, StringComparer.Ordinal)
            .ToList();
        return items.Find(item => item.Label == part + Complete.Files || item.Label == part + Complete.Folders) is { } mark
            ? [new CompletionItem(mark.Label[part.Length..])]
            : items.Select(item => new CompletionItem(prefix + item.Label, detail: Sentence(item.Detail)));
    }

    // A shell shows a line, and a table's worth of it.
    private static string? Sentence(string? detail) => detail?.Split('\n')[0] is { } first && first.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? first[..end] : detail?.TrimEnd('.');
}
