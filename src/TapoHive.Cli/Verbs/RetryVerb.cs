using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive retry</c>.</summary>
public static class RetryVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var plugs = new Argument<string[]>("PLUG") { Description = "which plugs: names or selectors", Arity = ArgumentArity.OneOrMore }.WithSelectors();
        var verb = new Verb(
            "retry",
            "Try plugs again at once: forget pauses, and the quarantine after a refused password.",
            ("retry heater", "after its password was corrected"),
            ("retry all", "do not wait for the next try of any"));
        verb.Arguments.Add(plugs);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.RetryAsync(SelectorArguments.Joined(context.Parsed.GetValue(plugs) ?? []), cancellation);
            context.Write(report, it => context.Screen.Out.WriteLine(
                $"Trying again: {string.Join(", ", it.Retrying.Select(static plug => plug.Name))}. 'tapohive status' shows how it goes."));
            return ExitCode.Done;
        });
    }
}
