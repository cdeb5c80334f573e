using System.Collections.Immutable;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive watch</c>.</summary>
public static class WatchVerb
{
    private static readonly TimeSpan BeforeReturning = TimeSpan.FromSeconds(1);

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var selectors = SelectorArguments.Optional();
        var verb = new Verb(
            "watch",
            "Show how outlets stand, then each change, until Ctrl-C: a table that lives, on a pipe a line for each. Goes on when the hive was restarted.",
            ("watch", "everything"),
            ("watch room.hall", "a room"),
            ("watch --output json", "one object a line, for programs"));
        verb.Arguments.Add(selectors);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            using var lines = new WatchLines(context, DateTimeOffset.Now.Offset);
            var words = SelectorArguments.Joined(context.Parsed.GetValue(selectors) ?? []);
            try
            {
                await FollowAsync(context, words, lines, cancellation);
                while (true)
                {
                    lines.SayAway();
                    await ReturnAsync(context, words, lines, cancellation);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                lines.End();
                return ExitCode.Done;
            }
        });
    }

    // Comes back when a hive that was there went away; a hive that never was there, or refuses, is an error.
    private static async Task FollowAsync(VerbContext context, ImmutableArray<string> selectors, WatchLines lines, CancellationToken cancellation)
    {
        await using var hive = await context.EnterAsync(cancellation);
        try
        {
            await foreach (var news in hive.WatchAsync(selectors, cancellation))
            {
                lines.Show(news);
            }
        }
        catch (HiveException gone) when (gone.Failure == HiveFailure.NotReachable)
        {
        }
    }

    private static async Task ReturnAsync(VerbContext context, ImmutableArray<string> selectors, WatchLines lines, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(BeforeReturning, cancellation);
            try
            {
                lines.StartOver();
                await FollowAsync(context, selectors, lines, cancellation);
                return;
            }
            catch (HiveException away) when (away.Failure is HiveFailure.NotReachable or HiveFailure.NothingMatched)
            {
                // Not up yet, or up without its houses.
            }
        }
    }
}
