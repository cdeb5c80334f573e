using System.CommandLine;
using NodaTime;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive why</c>.</summary>
public static class WhyVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var outlet = new Argument<string>("OUTLET") { Description = "one outlet, by name" }.WithNames(NameKind.Outlet);
        var verb = new Verb(
            "why",
            "Tell why an outlet is as it is, or was: who wants what, what happened, what comes next, what to do.",
            ("why lamp", "its story"),
            ("why heater --at 03:12", "why it was on, the last time it was that late"),
            ("why heater --at 2026-11-24T03:12", "in its house's time zone; also 6h for six hours ago"),
            ("why hillside/lamp", "where several houses have a lamp"));
        var at = Moments.Option("--at", "at which moment: 03:12, 2026-11-25T03:12, or a time ago such as 6h (default now)");
        verb.Arguments.Add(outlet);
        verb.Options.Add(at);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            if (context.Parsed.GetValue(at) is { } moment)
            {
                var past = await hive.WhyAsync(context.Parsed.GetRequiredValue(outlet), moment, cancellation);
                context.Write(past, it => PastPage.Write(it, context.Screen));
                return ExitCode.Done;
            }

            var report = await hive.WhyAsync(context.Parsed.GetRequiredValue(outlet), cancellation);
            context.Write(report, it => WhyPage.Write(it, SystemClock.Instance.GetCurrentInstant(), context.Screen));
            return ExitCode.Done;
        });
    }
}
