using System.CommandLine;
using System.CommandLine.Parsing;

namespace TapoHive.Cli.CommandLine;

/// <summary>Where a verb stands: <c>tapohive house check</c>.</summary>
internal static class CommandPath
{
    private const string Program = "tapohive";

    /// <summary>The words that lead to it, the program's name first.</summary>
    public static string Of(ParseResult parsed)
    {
        var words = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: var command and not RootCommand }; at = at.Parent)
        {
            words.Push(command.Name);
        }

        return string.Join(' ', words.Prepend(Program));
    }
}
