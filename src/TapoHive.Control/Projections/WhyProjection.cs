using System.Collections.Immutable;
using NodaTime;
using TapoHive.Control.Contract;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Schedules;

namespace TapoHive.Control.Projections;

/// <summary>From a house's view to the answer of <c>why</c>. Pure.</summary>
public static class WhyProjection
{
    /// <summary>The story of one outlet.</summary>
    public static WhyReport Of(HouseView view, OutletKey key, Instant now, ICronTimes? cron = null)
    {
        var status = StatusProjection.Of(view, key, now);
        var outlet = view.State[key];
        var report = view.Reports.GetValueOrDefault(key.Plug);
        return new WhyReport(
            status.Name,
            status.House,
            status.Desired,
            status.Reported,
            status.Converged,
            [.. outlet.Intents.Filled.Select(static filled => new IntentReport(
                filled.Layer, filled.Intent.Wanted, filled.Intent.Origin.Value, filled.Intent.Since, filled.Intent.Until))],
            status.Phase,
            status.ReadAgeSeconds,
            status.Problem,
            report?.Notice,
            [.. outlet.Recent.Reverse().Select(static it => new RecentReport(it.At, it.What, it.To, it.Origin))],
            [.. Next(outlet, report?.Of(key.Slot), now).Concat(Scheduled(view.State, outlet, cron ?? NoCron.Instance, now)).OrderBy(static next => next.At)],
            Advice(view, status, outlet, report))
        {
            Alias = status.Alias,
        };
    }

    private static ImmutableArray<NextReport> Next(OutletRecord outlet, OutletReport? report, Instant now)
    {
        var own = outlet.Desired is { Until: { } until } desired && until > now
            ? new NextReport(until, desired.At(until), $"end:{outlet.Intents.Top!.Origin}")
            : null;
        var limit = Limit(outlet, report) is { } most && most > now ? new NextReport(most, PowerState.Off, Origin.MaxOn.Value) : null;
        return [.. new[] { own, limit }.OfType<NextReport>().OrderBy(static next => next.At)];
    }

    private static Instant? Limit(OutletRecord outlet, OutletReport? report) => report?.State switch
    {
        PowerState.On when report.OnSince is { } since && outlet.MaxOn is { } most => since + most,
        PowerState.Off => null,
        _ => outlet.Limit,
    };

    // The next occurrence of each schedule that switches it.
    private static IEnumerable<NextReport> Scheduled(HouseState state, OutletRecord outlet, ICronTimes cron, Instant now) =>
        from schedule in state.Definition?.Schedules ?? []
        where schedule.IsEnabled
        let next = new ScheduleTimes(state.Definition!, schedule, cron, state.MemoryOf(schedule.Name)?.Anchor ?? now).Next(now)
        where next is { LeftOut: null }
        from wanted in ScheduleRun.Wants(state, schedule, next.Key.Edge).Wanted
        where wanted.Outlet == outlet.Name
        select new NextReport(next.Due, wanted.Wanted, Origin.Schedule(schedule.Name).Value);

    private static string Advice(HouseView view, OutletStatus status, OutletRecord outlet, PlugReport? report) => status switch
    {
        { Problem: { } problem } => problem.Message,
        { Quarantined: true } =>
            $"The plug refused the account's password, and it is not tried again until it changes. Correct it, or say 'tapohive retry {status.Plug}'.",
        _ when view.Storage == StorageHealth.Unavailable =>
            "The house cannot write to its storage, so nothing new is accepted. Look at the hive's log and at the disk.",
        _ when report is null => "The plug has not been heard of since the hive started. It is being looked for.",
        { Phase: not SessionPhase.LoggedIn } when report.ExpiredBecause is { } reason => $"There is no session with the plug: {reason} It is being renewed.",
        { Phase: not SessionPhase.LoggedIn } => "There is no session with the plug yet. It is being opened.",
        { Reported: null } => "The plug is there but has not been read yet.",
        { Desired: null } => $"Nobody asks anything of it, so it stays as it is: {status.Reported!.Value.Word()}.",
        { Converged: true } => $"It is {status.Reported!.Value.Word()}, as {Whom(outlet.Intents)} asks.",
        _ => $"It is asked to be {status.Desired!.Value.Word()}; the plug has not shown that yet.",
    };

    private static string Whom(IntentSlots intents) => intents.Deciding switch
    {
        Layer.Safety when intents.Top!.Origin == Origin.MaxOn => "its max-on",
        Layer.Safety => "a safety rule",
        Layer.Manual when intents.Top!.Origin == Origin.Press => "somebody at the plug",
        Layer.Manual when intents.Top!.Origin == Origin.ForeignCountdown => "a countdown set in the Tapo app",
        Layer.Manual when intents.Top!.Origin == Origin.AutoOff => "the auto-off set in the Tapo app",
        Layer.Manual => intents.Top!.Origin.Value.Replace("operator:", "operator ", StringComparison.Ordinal),
        Layer.Schedule => intents.Top!.Origin.Value.Replace("schedule:", "schedule ", StringComparison.Ordinal),
        _ => "the house file",
    };
}
