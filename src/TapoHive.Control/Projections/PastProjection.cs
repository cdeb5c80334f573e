using System.Globalization;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Control.Contract;
using TapoHive.Domain.History;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Control.Projections;

/// <summary>From how an outlet stood to the answer of <c>why --at</c>. Pure.</summary>
public static class PastProjection
{
    /// <summary>The story of one outlet at a moment.</summary>
    public static PastReport Of(HouseName house, string name, DateTimeZone zone, Instant at, OutletPast past)
    {
        var standing = past.Standing;
        var desired = standing is null ? null : DesiredAt(standing, at);
        var reported = standing?.Observed?.State;
        return new PastReport(
            standing?.Name.Value ?? name,
            house.Value,
            zone.Id,
            at,
            desired,
            reported,
            desired is not null && desired == reported,
            [.. (standing?.Intents.Filled ?? []).Select(static it => new IntentReport(
                it.Layer, it.Intent.Wanted, it.Intent.Origin.Value, it.Intent.Since, it.Intent.Until))],
            null,
            standing?.Problem is { } problem ? new ProblemReport(problem.Code, problem.Message, problem.Since) : null,
            [.. past.Before.Select(HistoryProjection.Of)],
            [.. past.After.Select(HistoryProjection.Of)],
            standing is null ? Unknown(name, zone, at, past) : Advice(standing, desired, zone, at, past));
    }

    // An intent that had reached its end by then, though nobody had written that down yet.
    private static PowerState? DesiredAt(OutletStanding standing, Instant at) => standing.Intents.Desired(0)?.At(at);

    private static string Unknown(string name, DateTimeZone zone, Instant at, OutletPast past) => past.Begins switch
    {
        null => $"Nothing is known of {name}: the history has no word about it.",
        var begins when begins > at => $"Nothing is known of {name} at that time: its history begins {When(begins.Value, zone, at)}.",
        _ => $"{name} was not in the house at that time.",
    };

    private static string Advice(OutletStanding standing, PowerState? desired, DateTimeZone zone, Instant at, OutletPast past)
    {
        var top = standing.Intents.Top;
        var seen = standing.Observed;
        var asked = top is null || desired is null
            ? "Nobody asked anything of it."
            : desired == top.Wanted
                ? $"{Upper(Whom(top, past))} asked for {top.Wanted.Word()} {When(top.Since, zone, at)}{(top.Until is { } until ? $", until {Clock(until, zone, at)}" : "")}."
                : $"What {Whom(top, past)} asked for ended {When(top.Until!.Value, zone, at)}.";
        return seen is null
            ? $"Whether {standing.Name} was on or off is not known: it had not been read yet. {asked}"
            : (desired is null || desired == seen.State) switch
            {
                true => $"{standing.Name} was {seen.State.Word()}: {Lower(asked)} It was read {seen.State.Word()} {When(seen.At, zone, at)}{Cause(seen, desired, past)}.{Trouble(standing)}",
                false => $"{standing.Name} was {seen.State.Word()}, though it was asked to be {desired!.Value.Word()}. {asked} It was last read {seen.State.Word()} {When(seen.At, zone, at)}{Cause(seen, desired, past)}.{Trouble(standing)}",
            };
    }

    // Who asked, and with what: 'schedule dusk (evening, run 41)'.
    private static string Whom(Intent intent, OutletPast past)
    {
        var line = past.Before.FirstOrDefault(it => it.Entry.What == HistoryWhat.Intent && it.Entry.At == intent.Since && it.Entry.Origin == intent.Origin)?.Entry;
        var with = line is { Run: { } run } ? $" (run {run}{(line.Detail is { } verb && verb != intent.Wanted.Word() ? $", {verb}" : "")})" : "";
        return $"{OriginWords.Of(intent.Origin)}{with}";
    }

    // Only what the intent does not say already.
    private static string Cause(ObservedState seen, PowerState? desired, OutletPast past)
    {
        var cause = past.Before.FirstOrDefault(it => it.Entry.What == HistoryWhat.Observed && it.Entry.At == seen.At)?.Entry.Origin;
        return cause switch
        {
            { Value: "first reading" } => ", at the first reading",
            { Value: "unknown" } => ", and what had switched it is not known",
            { } origin when desired is null || desired != seen.State => $", because of {OriginWords.Of(origin)}",
            _ => "",
        };
    }

    private static string Trouble(OutletStanding standing) => standing.Problem is { } problem ? $" The plug was in trouble ({problem.Code}): {problem.Message}" : "";

    private static string When(Instant moment, DateTimeZone zone, Instant seenFrom) => $"{(moment.InZone(zone).Date == seenFrom.InZone(zone).Date ? "at" : "on")} {Clock(moment, zone, seenFrom)}";

    private static string Clock(Instant moment, DateTimeZone zone, Instant seenFrom)
    {
        var local = moment.InZone(zone);
        return local.Date == seenFrom.InZone(zone).Date
            ? local.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            : local.ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
