using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Wire;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive scene</c>: list, show, run, cancel.</summary>
public static class SceneVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb(
            "scene",
            "Work with the scenes of house files.",
            ("scene list", "which there are"),
            ("scene show evening", "what it would do now"),
            ("scene run evening", "do it, and see each outlet proven"));
        verb.Subcommands.Add(List(globals, screen));
        verb.Subcommands.Add(Show(globals, screen));
        verb.Subcommands.Add(Run(globals, screen));
        verb.Subcommands.Add(Cancel(globals, screen));
        return verb;
    }

    private static Verb List(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb("list", "List the scenes.", ("scene list", "which there are, and how many outlets they mean"));
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            context.Write(await hive.ScenesAsync(cancellation), it => SceneTable.Write(it, context.Screen));
            return ExitCode.Done;
        });
    }

    private static Verb Show(GlobalOptions globals, Screen screen)
    {
        var scene = Name();
        var verb = new Verb(
            "show",
            "Tell what a scene would do now: which outlets, and which already are there. Nothing is switched.",
            ("scene show evening", "its steps and outlets"),
            ("scene show hillside/evening", "where several houses have one"));
        verb.Arguments.Add(scene);
        return verb.Does(globals, screen, (context, cancellation) => ShowAsync(context, context.Parsed.GetRequiredValue(scene), cancellation));
    }

    private static Verb Run(GlobalOptions globals, Screen screen)
    {
        var scene = Name();
        var dryRun = new Option<bool>("--dry-run") { Description = "only tell what it would do, as 'scene show'" };
        var noWait = new Option<bool>("--no-wait") { Description = "do not wait for proof" };
        var verb = new Verb(
            "run",
            "Run a scene, and wait until every outlet was read back.",
            ("scene run evening", "do it"),
            ("scene run evening --dry-run", "see what it would do"),
            ("scene run movie --no-wait", "have it accepted; 'runs' tells how it went"));
        verb.Arguments.Add(scene);
        verb.Options.Add(dryRun);
        verb.Options.Add(noWait);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var name = context.Parsed.GetRequiredValue(scene);
            if (context.Parsed.GetValue(dryRun))
            {
                return await ShowAsync(context, name, cancellation);
            }

            await using var hive = await context.EnterAsync(cancellation);
            var waiting = context.Parsed.GetValue(noWait) ? Waiting.ForAcceptance : Waiting.ForProof;
            var request = new SceneRunRequest(0, name, (context.GivenTimeout ?? RunFollowing.UsualWindow).TotalSeconds, waiting);
            return await RunFollowing.FollowAsync(hive.RunSceneAsync(request, cancellation), waiting, context, cancellation);
        });
    }

    private static Verb Cancel(GlobalOptions globals, Screen screen)
    {
        var run = new Argument<string>("RUN") { Description = "a run under way, as 'runs' shows it: 12 or hillside/12" };
        var verb = new Verb(
            "cancel",
            "End a run before its time: no further step begins. What it has asked for stays asked for; 'undo RUN' takes it back.",
            ("scene cancel 12", "stop it"));
        verb.Arguments.Add(run);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.CancelAsync(context.Parsed.GetRequiredValue(run), cancellation);
            context.Write(report, it => new RunLines(context.Screen).Finish(it, Waiting.ForProof));
            return ExitCode.Done;
        });
    }

    private static async Task<int> ShowAsync(VerbContext context, string scene, CancellationToken cancellation)
    {
        await using var hive = await context.EnterAsync(cancellation);
        context.Write(await hive.SceneAsync(scene, cancellation), it => ScenePage.Write(it, context.Screen));
        return ExitCode.Done;
    }

    private static Argument<string> Name() => new Argument<string>("NAME") { Description = "a scene, with its house where several have one of that name" }.WithNames(NameKind.Scene);
}
