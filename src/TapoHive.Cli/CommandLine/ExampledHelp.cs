using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.CommandLine;

/// <summary>Help that teaches by example: what the library writes, and commands to copy below it; for the program as a whole its verbs by subject.</summary>
public sealed class ExampledHelp(HelpAction usual, Screen screen) : SynchronousCommandLineAction
{
    private const int Narrowest = 40;

    private static readonly (string Command, string Meaning)[] First =
    [
        ("up --demo", "a house of emulated plugs, to play with"),
        ("init", "your own house, in one conversation"),
        ("status", "how every outlet stands"),
        ("on lamp", "switch it on, and see it proven"),
        ("why lamp", "who wants what of it, and what comes next"),
    ];

    // What a newcomer meets first stands first; a verb that is in no group comes last.
    private static readonly (string Title, string[] Verbs)[] Groups =
    [
        ("Begin", ["init", "up", "doctor", "discover"]),
        ("See", ["status", "why", "watch", "history", "energy", "runs"]),
        ("Switch", ["on", "off", "toggle", "release", "retry", "undo"]),
        ("By itself", ["scene", "schedule"]),
        ("House", ["house", "adopt", "forget", "replace"]),
        ("Access", ["operator", "context", "config"]),
    ];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var width = Math.Max(Narrowest, screen.Width > 200 ? 100 : screen.Width);
        if (parseResult.CommandResult.Command is RootCommand root)
        {
            Whole(root, width, output);
        }
        else
        {
            usual.MaxWidth = width;
            usual.Invoke(parseResult);
        }

        output.WriteLine("Examples:");
        var examples = parseResult.CommandResult.Command is Verb verb ? verb.Examples : First;
        Columns([.. examples.Select(static example => ($"tapohive {example.Command}", example.Meaning))], width, output);
        if (parseResult.CommandResult.Command is RootCommand)
        {
            output.WriteLine();
            output.WriteLine("'tapohive VERB --help' tells more of a verb, with examples.");
        }

        return ExitCode.Done;
    }

    private static void Whole(RootCommand root, int width, TextWriter output)
    {
        output.WriteLine(root.Description);
        output.WriteLine();
        output.WriteLine("Usage:");
        output.WriteLine("  tapohive VERB [options]");
        var rest = root.Subcommands.Where(static verb => !verb.Hidden).ToDictionary(static verb => verb.Name, StringComparer.Ordinal);
        var named = rest.Values.Max(static verb => verb.Name.Length);
        foreach (var (title, verbs) in Groups)
        {
            Verbs(title, verbs.Where(rest.ContainsKey).Select(name => rest[name]).ToList());
            foreach (var name in verbs)
            {
                rest.Remove(name);
            }
        }

        Verbs("Tools", [.. rest.Values]);
        output.WriteLine();
        output.WriteLine("Options, for every verb:");
        Columns(
            [.. root.Options.Where(static option => !option.Hidden).Select(static option => (Names(option), Sentence(option.Description)))],
            width,
            output);
        output.WriteLine();

        void Verbs(string title, List<Command> verbs)
        {
            if (verbs.Count > 0)
            {
                output.WriteLine();
                output.WriteLine($"{title}:");
                Columns([.. verbs.Select(verb => (verb.Name.PadRight(named), Sentence(verb.Description)))], width, output);
            }
        }
    }

    private static string Names(Option option) =>
        $"{string.Join(", ", option.Aliases.Where(static alias => alias is ['-', not '-'] or ['-', not '-', _]).Where(static alias => alias != "-?").Append(option.Name))}{(option.HelpName is { } value ? $" {value}" : "")}";

    // The first words: all of them are told by the verb's own help.
    private static string Sentence(string? description)
    {
        var text = (description ?? "").Split(". ")[0];
        return text.Split(": ")[0].TrimEnd('.');
    }

    private static void Columns((string Left, string Right)[] rows, int width, TextWriter output)
    {
        var left = Math.Min(rows.Max(static row => row.Left.Length), Math.Max(12, width / 2));
        foreach (var (word, meaning) in rows)
        {
            var lines = Folded(meaning, Math.Max(16, width - left - 5)).ToList();
            if (word.Length > left)
            {
                output.WriteLine($"  {word}");
            }
            else
            {
                output.WriteLine($"  {word.PadRight(left)}  {lines[0]}".TrimEnd());
                lines.RemoveAt(0);
            }

            foreach (var line in lines)
            {
                output.WriteLine($"  {new string(' ', left)}  {line}");
            }
        }
    }

    private static IEnumerable<string> Folded(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
