using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive context import</c>.</summary>
public static class ContextImportVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var file = new Argument<string>("FILE") { Description = "the key file" };
        var name = new Option<string?>("--as") { Description = "what to call it here (else as the file is called)", HelpName = "NAME" };
        var verb = new Verb(
            "import",
            "Take up a key file. It is copied to a place that only you can read.",
            ("context import anna.operator --as cottage", "then: tapohive status --hive cottage"));
        verb.Arguments.Add(file);
        verb.Options.Add(name);
        return verb.Does(globals, screen, (context, _) =>
        {
            var path = context.Parsed.GetValue(file)!;
            var called = context.Parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(path);
            var key = HiveContexts.Usual.Import(path, called);
            context.Write(
                new ContextReport(called, HiveContexts.Usual.Current == called, key.Name, key.Role, key.Gate),
                _ => context.Screen.Out.WriteLine($"""
                    Context '{called}': operator '{key.Name}' ({OperatorLines.Word(key.Role)}) of the hive at {key.Gate}. The file may be deleted now.
                    Try it: tapohive status --hive {called}. To use it always: tapohive context use {called}
                    """));
            return Task.FromResult(ExitCode.Done);
        });
    }
}
