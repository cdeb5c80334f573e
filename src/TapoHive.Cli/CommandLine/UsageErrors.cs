using System.CommandLine;
using System.CommandLine.Parsing;
using TapoHive.Cli.Terminal;
using TapoHive.Domain.Text;

namespace TapoHive.Cli.CommandLine;

/// <summary>A command line that makes no sense, in words that help.</summary>
public static class UsageErrors
{
    /// <summary>Whether the command line makes no sense. A mistyped option in a list of selectors counts: none begins with a dash.</summary>
    public static bool Has(ParseResult parsed) => parsed.Errors.Count > 0 || Stray(parsed) is not null;

    /// <summary>Says what is wrong and what was probably meant.</summary>
    public static int Explain(ParseResult parsed, Screen screen)
    {
        var command = parsed.CommandResult.Command;
        var help = command is RootCommand ? "tapohive --help" : $"tapohive {command.Name} --help";
        screen.Error.WriteLine($"{Sentence(parsed, command)} See '{help}'.");
        return ExitCode.Usage;
    }

    private static string Sentence(ParseResult parsed, Command command)
    {
        if (Stray(parsed) is { } stray)
        {
            var isOption = stray.StartsWith('-');
            var words = isOption
                ? command.Options.Concat(parsed.RootCommandResult.Command.Options).SelectMany(static option => option.Aliases.Append(option.Name))
                : command.Subcommands.Select(static verb => verb.Name);
            return isOption || command.Subcommands.Count > 0
                ? $"There is no {(isOption ? "option" : "command")} '{stray}'{Suggestion.For(stray, words)}"
                : $"'{command.Name}' does not take '{stray}'.";
        }

        if (parsed.Errors[0].SymbolResult is ArgumentResult { Tokens.Count: 0, Argument: var missing } && command.Arguments.Contains(missing))
        {
            return $"'{command.Name}' needs {missing.Name}: {missing.Description}.";
        }

        var message = parsed.Errors[0].Message;
        return message.EndsWith('.') ? message : message + ".";
    }

    private static string? Stray(ParseResult parsed) => parsed.UnmatchedTokens.Count > 0
        ? parsed.UnmatchedTokens[0]
        : parsed.CommandResult.Children
            .OfType<ArgumentResult>()
            .SelectMany(static argument => argument.Tokens)
            .Select(static token => token.Value)
            .FirstOrDefault(static word => word.Length > 1 && word[0] == '-');
}
