using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive operator revoke</c>.</summary>
public static class OperatorRevokeVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var name = new Argument<string>("NAME") { Description = "which operator" };
        var verb = new Verb(
            "revoke",
            "Let an operator in no more. What it is in the middle of ends now; what it had accepted stays accepted.",
            ("operator revoke anna", "her key file is worth nothing from now on"));
        verb.Arguments.Add(name);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.RevokeOperatorAsync(context.Parsed.GetValue(name)!, cancellation);
            context.Write(report, it => context.Screen.Out.WriteLine($"Operator '{it.Name}' may not enter any more, and its conversations are over."));
            return ExitCode.Done;
        });
    }
}
