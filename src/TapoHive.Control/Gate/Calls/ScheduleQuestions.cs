using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Text;

namespace TapoHive.Control.Gate.Calls;

/// <summary>What operators ask and order about schedules. A name may say its house (<c>hillside/porch</c>); without one it is for the
/// only house that has such a schedule.</summary>
internal sealed class ScheduleQuestions(HiveHandle hive, GateOptions options, Origin origin)
{
    private const int MostFirings = 20_000;
    private static readonly Duration UsualSpan = Duration.FromDays(7);
    private static readonly Duration LongestSpan = Duration.FromDays(2 * 366);

    private IReadOnlyList<HouseView> Houses => [.. hive.Board.Views.Values.Where(view => view.State.Definition is not null)];

    private ICronTimes Cron => hive.Cron ?? NoCron.Instance;

    private Instant Now => options.Clock.GetCurrentInstant();

    /// <summary>Shows schedules.</summary>
    public Task<CallReply> Answer(SchedulesRequest request)
    {
        var (houses, refusal) = Route(request.Schedules);
        if (refusal is not null)
        {
            return Task.FromResult<CallReply>(refusal);
        }

        // Reckoning a year of a large house takes a while: not on a thread of the gate's actors.
        return Task.Run(() => request.What switch
        {
            SchedulesLook.List => List(houses),
            SchedulesLook.Next => Next(houses, request),
            _ => Simulate(houses, request),
        });
    }

    /// <summary>Passes an order on to the house it is for.</summary>
    public async Task<CallReply> Answer(ScheduleOrderRequest request)
    {
        var (house, schedule, refusal) = One(request.Schedule, request.House);
        if (refusal is not null)
        {
            return refusal;
        }

        if (schedule is null && request.Order is ScheduleOrder.Skip or ScheduleOrder.Fire)
        {
            return new CallReply.Refuse(RefusalCode.Invalid, "This is for one schedule: name it. 'tapohive schedule list' shows them.");
        }

        Instant? until = request.Until is { } given ? Instant.FromDateTimeOffset(given) : null;
        if (request.UntilText is { } text)
        {
            until = Read(house!.State, text);
            if (until is null)
            {
                return NoMoment(text);
            }
        }

        object question = request.Order switch
        {
            ScheduleOrder.Pause => new PauseSchedules(house!.Name, schedule, [.. request.Except.Select(name => new ScheduleName(name))], until, origin),
            ScheduleOrder.Resume => new ResumeSchedules(house!.Name, schedule, origin),
            ScheduleOrder.Skip => new SkipOccurrence(house!.Name, schedule!.Value, origin),
            _ => new FireSchedule(house!.Name, schedule!.Value, origin),
        };
        return await hive.Houses.Ask<object>(question, options.Limits.Answer) switch
        {
            ScheduleOrdered ordered => Done(ordered.House, ordered.Message),
            RunAccepted run => Done(run.House, $"{schedule} is carried out now, as run {run.Run.Id}"),
            Refused refused => HouseQuestions.Explain(refused),
            _ => new CallReply.Refuse(RefusalCode.NoAnswer, "The house gave an answer that makes no sense. Look at the hive's log."),
        };
    }

    private Instant? Read(HouseState house, string text) =>
        MomentAhead.Read(text, DateTimeZoneProviders.Tzdb.GetZoneOrNull(house.Definition!.TimeZone) ?? DateTimeZone.Utc, Now);

    private static CallReply.Refuse NoMoment(string text) => new(RefusalCode.Invalid, $"'{text}' is no moment {MomentAhead.Example}.");

    private static CallReply Done(HouseName house, string message) =>
        CallReply.Of(new ScheduleOrderReport(house.Value, message), ContractJson.Default.ScheduleOrderReport, message);

    private CallReply List(IReadOnlyList<HouseState> houses)
    {
        var now = Now;
        ImmutableArray<ScheduleStanding> schedules = [.. houses.SelectMany(house => ScheduleProjection.List(house, Cron, now))];
        return CallReply.Of(new SchedulesReport(schedules), ContractJson.Default.SchedulesReport, $"{schedules.Length} schedules");
    }

    private CallReply Next(IReadOnlyList<HouseState> houses, SchedulesRequest request)
    {
        var from = From(request) ?? Now;
        var to = Instant.Min(To(request) ?? from + UsualSpan, from + LongestSpan);
        ImmutableArray<ScheduleFiring> firings =
        [
            .. houses.SelectMany(house => ScheduleProjection.Next(house, Cron, from, to).Take(MostFirings))
                .OrderBy(firing => firing.Due)
                .Select(firing => firing.Firing)
                .Take(MostFirings),
        ];
        return CallReply.Of(new FiringsReport(firings), ContractJson.Default.FiringsReport, $"{firings.Length} firings");
    }

    private CallReply Simulate(IReadOnlyList<HouseState> houses, SchedulesRequest request)
    {
        if (houses.Count != 1)
        {
            return new CallReply.Refuse(RefusalCode.Invalid, $"A simulation is of one house. Name one of its schedules, or give its file with --house; the houses are {string.Join(", ", Houses.Select(view => view.Name))}.");
        }

        var (from, to) = (From(request), To(request));
        if (request.FromText is { } since && (from = Read(houses[0], since)) is null)
        {
            return NoMoment(since);
        }

        if (request.ToText is { } until && (to = Read(houses[0], until)) is null)
        {
            return NoMoment(until);
        }

        var (asked, objection) = SimulatedSpan.Of(from, to, Now);
        if (asked is not { } span)
        {
            return new CallReply.Refuse(RefusalCode.Invalid, objection!);
        }

        var report = ScheduleProjection.Of(houses[0].Definition!, Simulator.Run(houses[0], Cron, span.From, span.To, Now), span.From, span.To);
        return CallReply.Of(report, ContractJson.Default.SimulationReport, $"{report.Firings.Length} firings simulated");
    }

    private static Instant? From(SchedulesRequest request) => request.From is { } given ? Instant.FromDateTimeOffset(given) : null;

    private static Instant? To(SchedulesRequest request) => request.To is { } given ? Instant.FromDateTimeOffset(given) : null;

    /// <summary>The houses, each with only the schedules that are asked for.</summary>
    private (IReadOnlyList<HouseState> Houses, CallReply.Refuse? Refusal) Route(ImmutableArray<string> names)
    {
        if (names.IsEmpty)
        {
            return ([.. Houses.Select(view => view.State)], null);
        }

        var asked = new List<(HouseView House, ScheduleName Schedule)>();
        foreach (var name in names)
        {
            var (house, schedule, refusal) = One(name, null);
            if (refusal is not null)
            {
                return ([], refusal);
            }

            asked.Add((house!, schedule!.Value));
        }

        return ([.. asked.GroupBy(one => one.House.Name).Select(house => Only(house.First().House.State, house.Select(one => one.Schedule).ToHashSet()))], null);
    }

    private static HouseState Only(HouseState state, HashSet<ScheduleName> schedules) => state with
    {
        Definition = state.Definition! with { Schedules = [.. (state.Definition.Schedules ?? []).Where(schedule => schedules.Contains(schedule.Name))] },
    };

    private (HouseView? House, ScheduleName? Schedule, CallReply.Refuse? Refusal) One(string? name, string? inHouse)
    {
        var slash = name?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var houseName = slash > 0 ? name![..slash] : inHouse;
        var houses = Houses.Where(view => houseName is null || view.Name.Value == houseName).ToList();
        if (houses.Count == 0)
        {
            return (null, null, new CallReply.Refuse(RefusalCode.NothingMatched, houseName is null ? NoHouse.Words : $"There is no house '{houseName}'{Suggestion.For(houseName, Houses.Select(view => view.Name.Value))}"));
        }

        if (name is null)
        {
            return houses.Count == 1 ? (houses[0], null, null) : (null, null, Several("house", houses.Select(view => view.Name.Value)));
        }

        var schedule = new ScheduleName(name[(slash + 1)..]);
        var having = houses.Where(view => view.State.Definition!.Schedule(schedule) is not null).ToList();
        return having.Count switch
        {
            1 => (having[0], schedule, null),
            0 => (null, null, new CallReply.Refuse(
                RefusalCode.NothingMatched,
                $"There is no schedule '{schedule}'{Suggestion.For(schedule.Value, houses.SelectMany(view => view.State.Definition!.Schedules ?? []).Select(known => known.Name.Value))}")),
            _ => (null, null, Several("schedule", having.Select(view => $"{view.Name}/{schedule}"))),
        };
    }

    private static CallReply.Refuse Several(string what, IEnumerable<string> names) =>
        new(RefusalCode.Invalid, $"There are several; say which {what}: {string.Join(", ", names)}.");
}
