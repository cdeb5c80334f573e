using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive adopt</c>.</summary>
public static class AdoptVerb
{
    private static readonly TimeSpan UsualWindow = TimeSpan.FromSeconds(30);

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var plugs = new Argument<string[]>("PLUG") { Description = "waiting plugs, by name or hardware address, or all; none to list them", Arity = ArgumentArity.ZeroOrMore }
            .WithNames(NameKind.Waiting);
        var noWait = new Option<bool>("--no-wait") { Description = "do not wait until they have joined" };
        var verb = new Verb(
            "adopt",
            "List found plugs that wait, or let them into their house. A plug joins under its name in the Tapo app.",
            ("adopt", "which plugs wait"),
            ("adopt p110-00-53-07", "one of them"),
            ("adopt 00-00-5E-00-53-07", "the same, by its hardware address"),
            ("adopt all", "all of them"));
        verb.Arguments.Add(plugs);
        verb.Options.Add(noWait);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var window = context.Parsed.GetValue(noWait) ? TimeSpan.Zero : context.GivenTimeout ?? UsualWindow;
            await using var hive = await context.EnterAsync(cancellation);
            string[] words = context.Parsed.GetValue(plugs) ?? [];
            var report = words.Length == 0 || context.Format == OutputFormat.Json
                ? await hive.AdoptAsync([.. words], window, cancellation)
                : await AdoptionFollowing.FollowAsync(hive, [.. words], window, context.Screen, cancellation);
            context.Write(report, it => AdoptionLines.Write(it, context.Screen));
            return window == TimeSpan.Zero || report.Adopted.All(static plug => plug.Joined) ? ExitCode.Done : ExitCode.NotConverged;
        });
    }
}
