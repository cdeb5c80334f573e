using System.Collections.Immutable;
using System.CommandLine;
using TapoHive.Cli.Completion;

namespace TapoHive.Cli.Verbs;

/// <summary>The arguments that say which outlets.</summary>
public static class SelectorArguments
{
    private const string Words = "which outlets: lamp, desk.monitor, desk.*, tag.light, room.hall, model.P110, all; joined by and, or, not; several are a list";

    /// <summary>None means all.</summary>
    public static Argument<string[]> Optional() => new Argument<string[]>("SELECTOR") { Description = Words, Arity = ArgumentArity.ZeroOrMore }.WithSelectors();

    /// <summary>At least one.</summary>
    public static Argument<string[]> Required() => new Argument<string[]>("SELECTOR") { Description = Words, Arity = ArgumentArity.OneOrMore }.WithSelectors();

    /// <summary>The list that was meant: <c>tag.light and not desk</c> comes from a shell as four words and is one selector.</summary>
    public static ImmutableArray<string> Joined(IReadOnlyList<string> words)
    {
        var selectors = new List<string>();
        var isOpen = false;
        var depth = 0;
        foreach (var word in words)
        {
            var joins = IsOperator(word, "and") || IsOperator(word, "or");
            if (selectors.Count > 0 && (isOpen || joins || depth > 0))
            {
                selectors[^1] += $" {word}";
            }
            else
            {
                selectors.Add(word);
            }

            depth += word.Count(static c => c == '(') - word.Count(static c => c == ')');
            isOpen = joins || IsOperator(word, "not");
        }

        return [.. selectors];
    }

    /// <summary>Whether a list of selectors sweeps: means whatever is there rather than something named.</summary>
    public static bool Sweeps(IEnumerable<string> selectors) => selectors.Any(static selector =>
        selector.Split(' ', '(', ')', '/').Any(static word => word.Equals("all", StringComparison.OrdinalIgnoreCase) || word.Equals("not", StringComparison.OrdinalIgnoreCase)));

    private static bool IsOperator(string word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);
}
