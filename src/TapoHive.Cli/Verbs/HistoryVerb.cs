using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive history</c>.</summary>
public static class HistoryVerb
{
    private const string Yesterday = "1d";

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var selectors = SelectorArguments.Optional();
        var since = Moments.Option("--since", "from when on: a time ago such as 7d, or 2026-11-25, 03:12 ... (default 1d)");
        var until = Moments.Option("--until", "up to when, that moment left out (default now)");
        since.DefaultValueFactory = static _ => Moments.Ago(Yesterday);
        var verb = new Verb(
            "history",
            "Tell what happened: who asked for what, what the plugs showed, presses, trouble; each with its cause.",
            ("history", "the last day, all of it"),
            ("history heater --since 7d", "one outlet, the last week"),
            ("history room.hall --since 2026-11-24 --until 2026-11-25", "a room, one day in its house's time zone"),
            ("history --since 1h --output json", "for programs"));
        verb.Arguments.Add(selectors);
        verb.Options.Add(since);
        verb.Options.Add(until);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var words = SelectorArguments.Joined(context.Parsed.GetValue(selectors) ?? []);
            var pages = hive.HistoryAsync(words, context.Parsed.GetValue(since)!, context.Parsed.GetValue(until), cancellation);
            if (context.Format == OutputFormat.Json)
            {
                // One object: who reads it by a program chooses the time that fits into memory.
                HistoryReport? whole = null;
                var events = new List<HistoryEvent>();
                await foreach (var page in pages)
                {
                    events.AddRange(page.Events);
                    whole = page;
                }

                context.WriteLine(whole! with { Events = [.. events], Next = null });
                return ExitCode.Done;
            }

            var lines = new HistoryLines(context.Screen);
            await foreach (var page in pages)
            {
                lines.Show(page);
            }

            lines.End();
            return ExitCode.Done;
        });
    }
}
