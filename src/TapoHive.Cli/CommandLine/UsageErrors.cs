using System.CommandLine;
using System.CommandLine.Parsing;
using TapoHive.Cli.Terminal;
using TapoHive.Domain.Text;

namespace TapoHive.Cli.CommandLine;

/// <summary>A command line that makes no sense, in words that help.</summary>
public static class UsageErrors
{
    // What other programs call it.
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["add"] = "adopt",
        ["apply"] = "house apply",
        ["check"] = "house check",
        ["daemon"] = "up",
        ["delete"] = "forget",
        ["diff"] = "house plan",
        ["events"] = "history",
        ["explain"] = "why",
        ["find"] = "discover",
        ["follow"] = "watch",
        ["get"] = "status",
        ["info"] = "why",
        ["list"] = "status",
        ["log"] = "history",
        ["logs"] = "history",
        ["ls"] = "status",
        ["plan"] = "house plan",
        ["ps"] = "status",
        ["remove"] = "forget",
        ["rm"] = "forget",
        ["run"] = "scene run",
        ["scan"] = "discover",
        ["serve"] = "up",
        ["setup"] = "init",
        ["show"] = "why",
        ["start"] = "up",
        ["switch"] = "toggle",
        ["tail"] = "watch",
        ["top"] = "watch",
        ["turn"] = "on",
    };

    /// <summary>Whether the command line makes no sense. A mistyped option in a list of selectors counts: none begins with a dash.</summary>
    public static bool Has(ParseResult parsed) => parsed.Errors.Count > 0 || Stray(parsed) is not null;

    /// <summary>Says what is wrong and what was probably meant.</summary>
    public static int Explain(ParseResult parsed, Screen screen)
    {
        screen.Error.WriteLine($"{Sentence(parsed, parsed.CommandResult.Command)} See '{CommandPath.Of(parsed)} --help'.");
        return ExitCode.Usage;
    }

    private static string Sentence(ParseResult parsed, Command command)
    {
        if (Stray(parsed) is { } stray)
        {
            return stray.StartsWith('-') ? $"There is no option '{stray}'{Suggestion.For(stray, Options(parsed, command))}"
                : command.Subcommands.Count > 0 ? $"There is no command '{Words(command, stray)}'{Meant(command, stray)}"
                : $"'{command.Name}' does not take '{stray}'.";
        }

        if (parsed.Errors[0].SymbolResult is ArgumentResult { Tokens.Count: 0, Argument: var missing } && command.Arguments.Contains(missing))
        {
            return $"'{command.Name}' needs {missing.Name}: {missing.Description}.";
        }

        if (command is not RootCommand && command.Subcommands.Count > 0)
        {
            return $"'{command.Name}' needs one of its commands: {string.Join(", ", Shown(command).Select(static verb => verb.Name))}.";
        }

        var message = parsed.Errors[0].Message;
        return message.EndsWith('.') || message.EndsWith('?') ? message : message + ".";
    }

    private static string Words(Command command, string stray) => command is RootCommand ? stray : $"{command.Name} {stray}";

    private static string Meant(Command command, string stray) =>
        command is RootCommand && Elsewhere.TryGetValue(stray, out var verb) && command.Subcommands.Any(known => known.Name == verb.Split(' ')[0])
            ? $"; did you mean '{verb}'?"
            : Suggestion.For(stray, Shown(command).Select(static verb => verb.Name));

    private static IEnumerable<Command> Shown(Command command) => command.Subcommands.Where(static verb => !verb.Hidden);

    private static IEnumerable<string> Options(ParseResult parsed, Command command) => command.Options
        .Concat(parsed.RootCommandResult.Command.Options)
        .Where(static option => !option.Hidden)
        .SelectMany(static option => option.Aliases.Append(option.Name));

    private static string? Stray(ParseResult parsed) => parsed.UnmatchedTokens.Count > 0
        ? parsed.UnmatchedTokens[0]
        : parsed.CommandResult.Children
            .OfType<ArgumentResult>()
            .SelectMany(static argument => argument.Tokens)
            .Select(static token => token.Value)
            .FirstOrDefault(static word => word.Length > 1 && word[0] == '-');
}
