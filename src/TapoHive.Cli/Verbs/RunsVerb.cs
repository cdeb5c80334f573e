using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Wire;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive runs</c>.</summary>
public static class RunsVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var run = new Argument<string?>("RUN") { Description = "one run, outlet by outlet: 12 or hillside/12", Arity = ArgumentArity.ZeroOrOne };
        var since = GlobalOptions.DurationOption("--since", "only runs that ended in this time, such as 1h");
        var verb = new Verb(
            "runs",
            "List the last runs and what came of them.",
            ("runs", "the last fifty of each house"),
            ("runs --since 1h", "those of the last hour"),
            ("runs hillside/12", "one of them, outlet by outlet"));
        verb.Arguments.Add(run);
        verb.Options.Add(since);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            if (context.Parsed.GetValue(run) is { } one)
            {
                context.Write(await hive.RunAsync(one, cancellation), it => new RunLines(context.Screen).Finish(it, Waiting.ForProof));
            }
            else
            {
                context.Write(await hive.RunsAsync(context.Parsed.GetValue(since), cancellation), it => RunsTable.Write(it, context.Screen));
            }

            return ExitCode.Done;
        });
    }
}
