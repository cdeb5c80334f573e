using System.CommandLine;
using TapoHive.Cli.CommandLine;
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
        var verb = new Verb(
            "status",
            "Show how outlets stand: what is wanted, what the plug itself last said, how old that is.",
            ("status", "everything"),
            ("status tag.light", "the lights"),
            ("status room.hall desk", "a room, and all outlets of one plug"),
            ("status --problems", "what needs a look"),
            ("status --output json", "for programs"));
        verb.Arguments.Add(selectors);
        verb.Options.Add(problems);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var scope = context.Parsed.GetValue(problems) ? StatusScope.Problems : StatusScope.Everything;
            var report = await hive.StatusAsync(SelectorArguments.Joined(context.Parsed.GetValue(selectors) ?? []), scope, cancellation);
            context.Write(report, it => StatusTable.Write(it, context.Screen));
            return ExitCode.Done;
        });
    }
}
