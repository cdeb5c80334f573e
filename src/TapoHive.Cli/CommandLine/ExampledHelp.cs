using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TapoHive.Cli.CommandLine;

/// <summary>Help that teaches by example: what the library writes, and commands to copy below it.</summary>
public sealed class ExampledHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly (string Command, string Meaning)[] First =
    [
        ("up --demo", "a house of emulated plugs, to play with"),
        ("status", "how every outlet stands"),
        ("on lamp", "switch it on, and see it proven"),
        ("why lamp", "who wants what of it, and what comes next"),
    ];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = parseResult.CommandResult.Command is Verb verb ? verb.Examples : First;
        output.WriteLine("Examples:");
        var width = examples.Max(static example => example.Command.Length);
        foreach (var (command, meaning) in examples)
        {
            output.WriteLine($"  tapohive {command.PadRight(width)}  {meaning}");
        }

        output.WriteLine();
        return ExitCode.Done;
    }
}
