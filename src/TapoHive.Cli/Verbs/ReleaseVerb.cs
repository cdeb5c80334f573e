using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive release</c>.</summary>
public static class ReleaseVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var selectors = SelectorArguments.Required();
        var verb = new Verb(
            "release",
            "Give outlets back to their schedules: forget what operators and buttons asked.",
            ("release porch", "after 'on porch --hold'"),
            ("release all", "everything follows its schedule again"));
        verb.Arguments.Add(selectors);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.ReleaseAsync(SelectorArguments.Joined(context.Parsed.GetValue(selectors) ?? []), cancellation);
            context.Write(report, it => context.Screen.Out.WriteLine(it.Released.IsEmpty
                ? "Nothing to release: no operator or button asks anything of them."
                : $"Released: {string.Join(", ", it.Released.Select(static outlet => outlet.Name))}."));
            return ExitCode.Done;
        });
    }
}
