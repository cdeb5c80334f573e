using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Wire;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive undo</c>.</summary>
public static class UndoVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var run = new Argument<string?>("RUN") { Description = "which run, as 'runs' shows it: 12 or hillside/12; the last one that is not undone where none is given", Arity = ArgumentArity.ZeroOrOne };
        var noWait = new Option<bool>("--no-wait") { Description = "do not wait for proof" };
        var verb = new Verb(
            "undo",
            "Put back what a run changed, where nobody changed it since. An undo is a run, and can be undone.",
            ("undo", "the last run"),
            ("undo hillside/12", "that one"));
        verb.Arguments.Add(run);
        verb.Options.Add(noWait);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var waiting = context.Parsed.GetValue(noWait) ? Waiting.ForAcceptance : Waiting.ForProof;
            var request = new UndoRequest(0, context.Parsed.GetValue(run), (context.GivenTimeout ?? RunFollowing.UsualWindow).TotalSeconds, waiting);
            return await RunFollowing.FollowAsync(hive.UndoAsync(request, cancellation), waiting, context, cancellation);
        });
    }
}
