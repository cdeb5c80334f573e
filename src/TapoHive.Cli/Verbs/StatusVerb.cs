using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Wire;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive status</c>.</summary>
public static class StatusVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var selectors = SelectorArguments.Optional();
        var problems = new Option<bool>("--problems") { Description = "only what has a problem, or is not what it is wanted to be" };
        var all = new Option<bool>("--all") { Description = "every outlet, also of a large hive; a pipe gets that anyhow" };
        var verb = new Verb(
            "status",
            "Show how outlets stand: what is wanted, what the plug itself last said, how old that is.",
            ("status", "everything"),
            ("status tag.light", "the lights"),
            ("status room.hall desk", "a room, and all outlets of one plug"),
            ("status --problems", "what needs a look"),
            ("status --all", "each outlet, where a large hive would be shown by room"),
            ("status --output json", "for programs"));
        verb.Arguments.Add(selectors);
        verb.Options.Add(problems);
        verb.Options.Add(all);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var scope = context.Parsed.GetValue(problems) ? StatusScope.Problems : StatusScope.Everything;
            var detail = scope == StatusScope.Problems || context.Parsed.GetValue(all) ? StatusDetail.EveryOutlet : StatusDetail.Readable;
            var words = SelectorArguments.Joined(context.Parsed.GetValue(selectors) ?? []);
            var report = await hive.StatusAsync(words, scope, cancellation);
            context.Write(report, it => StatusTable.Write(it, context.Screen, detail));
            context.Learn(report, words.IsEmpty && scope == StatusScope.Everything ? AnswerPart.Everything : AnswerPart.Some);
            return ExitCode.Done;
        });
    }
}
