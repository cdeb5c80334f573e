using System.CommandLine;
using NodaTime;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Text;
using TapoHive.Scheduling;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive schedule simulate</c>: with a house file it needs no hive.</summary>
internal static class SimulateVerb
{
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var file = new Option<string?>("--house") { Description = "a house file; without it the house that runs", HelpName = "FILE" }.WithFiles();
        var from = ScheduleVerb.MomentOption("--from", $"since when on the house's clock, {MomentAhead.Example}; without it now");
        var to = ScheduleVerb.MomentOption("--to", "until when; without it a week later");
        var names = new Argument<string[]>("NAME") { Description = "schedules; none for all", Arity = ArgumentArity.ZeroOrMore }
            .WithNames(NameKind.Schedule);
        var verb = new Verb(
            "simulate",
            "Let the schedules run on a clock of their own, and see what becomes of every outlet.",
            ("schedule simulate", "the coming week"),
            ("schedule simulate --house house.conf --from 2027-01-01 --to 2028-01-01", "a file, before it is applied, over a year"));
        verb.Arguments.Add(names);
        verb.Options.Add(file);
        verb.Options.Add(from);
        verb.Options.Add(to);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var now = SystemClock.Instance.GetCurrentInstant();
            var (since, until) = (context.Parsed.GetValue(from), context.Parsed.GetValue(to));
            string[] only = context.Parsed.GetValue(names) ?? [];
            SimulationReport? report;
            if (context.Parsed.GetValue(file) is { } path)
            {
                report = OfFile(path, only, since, until, now, context);
            }
            else
            {
                await using var hive = await context.EnterAsync(cancellation);
                report = await hive.SimulateAsync([.. only], since, until, cancellation);
            }

            if (report is null)
            {
                return ExitCode.Error;
            }

            context.Write(report, it => SimulationPage.Write(it, context.Screen));
            return ExitCode.Done;
        });
    }

    private static SimulationReport? OfFile(string path, string[] only, string? since, string? until, Instant now, VerbContext context)
    {
        var read = HouseFile.Read(path, ScheduledHouseFile.Options);
        if (read.Definition is not { } house)
        {
            ProblemLines.Write(path, read, context.Screen with { Out = context.Screen.Error });
            return null;
        }

        var known = (house.Schedules ?? []).Select(static schedule => schedule.Name.Value).ToList();
        if (Array.Find(only, name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            context.Screen.Error.WriteLine($"There is no schedule '{unknown}' in {path}{Suggestion.For(unknown, known)}");
            return null;
        }

        var zone = DateTimeZoneProviders.Tzdb[house.TimeZone];
        var (asked, objection) = SimulatedSpan.Of(Ahead(since), Ahead(until), now);
        if (asked is not { } span)
        {
            throw new HiveException(HiveFailure.Invalid, objection!);
        }

        var chosen = only.Length == 0 ? house : house with { Schedules = [.. (house.Schedules ?? []).Where(schedule => only.Contains(schedule.Name.Value, StringComparer.Ordinal))] };
        return ScheduleProjection.Of(chosen, Simulator.Run(chosen, QuartzCron.Instance, span.From, span.To), span.From, span.To);

        Instant? Ahead(string? moment) => moment is null ? null : MomentAhead.Read(moment, zone, now)!.Value;
    }
}
