using System.Collections.Immutable;
using System.CommandLine;
using NodaTime;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Wire;
using TapoHive.Domain.Text;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive schedule</c>.</summary>
public static class ScheduleVerb
{
    private const int UsualDays = 7;

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb(
            "schedule",
            "See what is due when, pause it, try it out.",
            ("schedule list", "every schedule: when it is due, what became of it last"),
            ("schedule next --days 14", "every firing of two weeks, as it will be"),
            ("schedule pause --until 2027-01-03 --except frost", "on vacation"),
            ("schedule simulate --house house.conf --from 2027-01-01 --to 2028-01-01", "a year in seconds"));
        verb.Subcommands.Add(List(globals, screen));
        verb.Subcommands.Add(Next(globals, screen));
        verb.Subcommands.Add(Pause(globals, screen));
        verb.Subcommands.Add(Simple(globals, screen, "resume", "End a pause: of one schedule (or take back its skip), or of the whole house.", ScheduleOrder.Resume, ArgumentArity.ZeroOrOne));
        verb.Subcommands.Add(Simple(globals, screen, "skip", "Leave out the next occurrence of a schedule, and only that.", ScheduleOrder.Skip, ArgumentArity.ExactlyOne));
        verb.Subcommands.Add(Simple(globals, screen, "fire", "Do now what a schedule does, beside its occurrences.", ScheduleOrder.Fire, ArgumentArity.ExactlyOne));
        verb.Subcommands.Add(SimulateVerb.Make(globals, screen));
        return verb;
    }

    /// <summary>A moment that was typed, or a problem at its option.</summary>
    internal static Option<string?> MomentOption(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "WHEN" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && MomentAhead.Read(result.Tokens[0].Value, DateTimeZone.Utc, NodaConstants.UnixEpoch) is null)
            {
                result.AddError($"'{result.Tokens[0].Value}' is no moment {MomentAhead.Example}.");
            }
        });
        return option;
    }

    private static Verb List(GlobalOptions globals, Screen screen)
    {
        var names = Names();
        var verb = new Verb("list", "Every schedule: when it is due, what it does, what became of it last.", ("schedule list", "all of them"), ("schedule list porch", "one"));
        verb.Arguments.Add(names);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.SchedulesAsync([.. context.Parsed.GetValue(names) ?? []], cancellation);
            context.Write(report, it => ScheduleTables.Write(it, context.Screen));
            return ExitCode.Done;
        });
    }

    private static Verb Next(GlobalOptions globals, Screen screen)
    {
        var names = Names();
        var days = new Option<int>("--days") { Description = "how many days ahead", DefaultValueFactory = static _ => UsualDays };
        days.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 732)
            {
                result.AddError("--days is from 1 to 732.");
            }
        });
        var verb = new Verb("next", "Every firing to come, as it will be: sun, spread, skips, changed clocks.", ("schedule next", "a week"), ("schedule next dusk --days 14", "one schedule, two weeks"));
        verb.Arguments.Add(names);
        verb.Options.Add(days);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var now = SystemClock.Instance.GetCurrentInstant();
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.FiringsAsync(
                [.. context.Parsed.GetValue(names) ?? []], now.ToDateTimeOffset(), (now + Duration.FromDays(context.Parsed.GetValue(days))).ToDateTimeOffset(), cancellation);
            context.Write(report, it => ScheduleTables.Write(it, context.Screen));
            return ExitCode.Done;
        });
    }

    private static Verb Pause(GlobalOptions globals, Screen screen)
    {
        var name = Name(ArgumentArity.ZeroOrOne, "the schedule; none for all of the house");
        var until = MomentOption("--until", $"until when on the house's clock, {MomentAhead.Example}; without it until 'schedule resume'");
        var except = new Option<string[]>("--except") { Description = "schedules that go on where all are paused", AllowMultipleArgumentsPerToken = true, HelpName = "NAME" }
            .WithNames(NameKind.Schedule);
        var house = HouseOption();
        var verb = new Verb(
            "pause",
            "Leave out what is due. A window that runs still ends.",
            ("schedule pause porch --until 2026-12-24", "one schedule"),
            ("schedule pause --until 14d --except frost", "the whole house, on vacation"));
        verb.Arguments.Add(name);
        verb.Options.Add(until);
        verb.Options.Add(except);
        verb.Options.Add(house);
        return verb.Does(globals, screen, (context, cancellation) =>
        {
            var order = new ScheduleOrderRequest(
                0, ScheduleOrder.Pause, context.Parsed.GetValue(name), context.Parsed.GetValue(house), [.. context.Parsed.GetValue(except) ?? []], null, context.Parsed.GetValue(until));
            return OrderAsync(context, order, cancellation);
        });
    }

    private static Verb Simple(GlobalOptions globals, Screen screen, string word, string description, ScheduleOrder order, ArgumentArity arity)
    {
        var name = Name(arity, arity.MinimumNumberOfValues == 0 ? "the schedule; none for the pause of the house" : "the schedule");
        var house = HouseOption();
        var verb = new Verb(word, description, ($"schedule {word} porch", "one schedule"));
        verb.Arguments.Add(name);
        if (arity.MinimumNumberOfValues == 0)
        {
            verb.Options.Add(house);
        }

        return verb.Does(globals, screen, (context, cancellation) => OrderAsync(
            context,
            new ScheduleOrderRequest(0, order, context.Parsed.GetValue(name), arity.MinimumNumberOfValues == 0 ? context.Parsed.GetValue(house) : null, [], null),
            cancellation));
    }

    private static async Task<int> OrderAsync(VerbContext context, ScheduleOrderRequest order, CancellationToken cancellation)
    {
        await using var hive = await context.EnterAsync(cancellation);
        var report = await hive.OrderAsync(order, cancellation);
        context.Write(report, it => context.Screen.Out.WriteLine($"{it.House}: {it.Message}."));
        return ExitCode.Done;
    }

    private static Argument<string[]> Names() => new Argument<string[]>("NAME") { Description = "schedules; none for all", Arity = ArgumentArity.ZeroOrMore }
        .WithNames(NameKind.Schedule);

    private static Argument<string?> Name(ArgumentArity arity, string description) => new Argument<string?>("NAME") { Description = description, Arity = arity }.WithNames(NameKind.Schedule);

    private static Option<string?> HouseOption() => new Option<string?>("--of") { Description = "the house, where there are several", HelpName = "HOUSE" }
        .WithNames(NameKind.House);
}
