using System.CommandLine;
using NodaTime;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive why</c>.</summary>
public static class WhyVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var outlet = new Argument<string>("OUTLET") { Description = "one outlet, by name" };
        var verb = new Verb(
            "why",
            "Tell why an outlet is as it is: who wants what, what happened, what comes next, what to do.",
            ("why lamp", "its story"),
            ("why hillside/lamp", "where several houses have a lamp"));
        verb.Arguments.Add(outlet);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.WhyAsync(context.Parsed.GetRequiredValue(outlet), cancellation);
            context.Write(report, it => WhyPage.Write(it, SystemClock.Instance.GetCurrentInstant(), context.Screen));
            return ExitCode.Done;
        });
    }
}
