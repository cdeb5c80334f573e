using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.CompilerServices;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Plots;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Control.Wire;
using TapoHive.Domain.Energy;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive energy</c>.</summary>
public static class EnergyVerb
{
    private const string Usual = "7d";

    private static readonly Dictionary<string, EnergySpan> s_spans = new(StringComparer.OrdinalIgnoreCase)
    {
        ["now"] = EnergySpan.Now,
        ["today"] = EnergySpan.Today,
        ["week"] = EnergySpan.Week,
        ["month"] = EnergySpan.Month,
    };

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var words = new Argument<string[]>("SELECTOR")
        {
            Description = "which outlets, all without; and now, today, week or month for which time (an outlet of such a name is meant as HOUSE/NAME)",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var since = Moments.Option("--since", "from when on, in whole windows: a time ago such as 7d, or 2026-11-25, 03:12 ... (default 7d)");
        var from = Moments.Option("--from", "from exactly when on (to the quarter of an hour)");
        var to = Moments.Option("--to", "up to when (default now)");
        var by = WordOption<EnergyScale>("--by", "how finely: minute, quarter, hour, day or month (default what suits the time)");
        var group = WordOption<EnergyGrouping>("--group", "put outlets together by room or tag");
        var csv = new Option<bool>("--csv") { Description = "one line for each outlet and window, for spreadsheets" };
        var plot = new Option<string?>("--plot") { Description = "draw a picture: FILE.png or FILE.svg", HelpName = "FILE" };
        var verb = new Verb(
            "energy",
            "Tell what flowed: by outlet, room or tag; as table, chart, CSV or picture. What nobody measured is marked, never drawn as zero.",
            ("energy", "the last seven days of everything that measures"),
            ("energy now", "what flows just now"),
            ("energy fridge today", "one outlet, by the hour"),
            ("energy month --group room", "this month, room by room"),
            ("energy --from 2026-10-01 --to 2026-11-01 --by day --csv", "a month for a spreadsheet"),
            ("energy --since 7d --by hour --plot week.png", "a week as a picture"));
        verb.Arguments.Add(words);
        foreach (var option in new Option[] { since, from, to, by, group, csv, plot })
        {
            verb.Options.Add(option);
        }

        verb.Validators.Add(result =>
        {
            if (result.GetValue(plot) is { } file && Path.GetExtension(file).ToLowerInvariant() is not (".png" or ".svg"))
            {
                result.AddError($"'{file}' is no picture. Write a name that ends in .png or .svg.");
            }

            var spans = (result.GetValue(words) ?? []).Count(s_spans.ContainsKey);
            var times = spans + (result.GetValue(since) is null ? 0 : 1) + (result.GetValue(from) is null ? 0 : 1);
            if (times > 1)
            {
                result.AddError("Only one time can be told of. Write one of now, today, week, month, --since or --from.");
            }
        });
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var request = Request(context.Parsed.GetValue(words) ?? [], context.Parsed.GetValue(since), context.Parsed.GetValue(from), context.Parsed.GetValue(to)) with
            {
                By = context.Parsed.GetValue(by),
                Group = context.Parsed.GetValue(group) ?? EnergyGrouping.None,
            };
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.EnergyAsync(request, cancellation);
            if (context.Parsed.GetValue(csv))
            {
                EnergyCsv.Write(report, context.Screen.Out);
            }
            else if (context.Parsed.GetValue(plot) is not { } file || context.Format == OutputFormat.Json)
            {
                context.Write(report, it => EnergyPage.Write(it, context.Screen));
            }

            if (context.Parsed.GetValue(plot) is { } picture)
            {
                Draw(report, picture);
                await context.Screen.Error.WriteLineAsync($"Drawn: {picture}");
            }

            return ExitCode.Done;
        });
    }

    // The drawing library is large and native: it is loaded where somebody wants a picture, and by nobody else.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Draw(EnergyReport report, string file) => EnergyPlot.Write(report, file);

    private static EnergyRequest Request(string[] words, string? since, string? from, string? to)
    {
        ImmutableArray<string> selectors = SelectorArguments.Joined([.. words.Where(static word => !s_spans.ContainsKey(word))]);
        return words.FirstOrDefault(s_spans.ContainsKey) is { } span ? new EnergyRequest(0, selectors, s_spans[span], Until: to)
            : from is not null ? new EnergyRequest(0, selectors, EnergySpan.Between, from, to)
            : new EnergyRequest(0, selectors, EnergySpan.Since, since ?? Moments.Ago(Usual), to);
    }

    private static Option<T?> WordOption<T>(string name, string description)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Where(static word => word != nameof(EnergyGrouping.None)).Select(static word => word.ToLowerInvariant()).ToList();
        return new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (words.Contains(text.ToLowerInvariant()))
                {
                    return Enum.Parse<T>(text, ignoreCase: true);
                }

                result.AddError($"'{text}' is none of {string.Join(", ", words)}.");
                return null;
            },
        };
    }
}
