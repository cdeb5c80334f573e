using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.History;

/// <summary>The lines of a house's history that are about its schedules; moments are said on the clock of the house.</summary>
internal static class ScheduleHistory
{
    private static readonly Origin Clock = new("clock");

    /// <summary>The lines that an event is worth.</summary>
    public static IEnumerable<HistoryEntry> Of(HouseEvent happened, HouseState after)
    {
        switch (happened)
        {
            case OccurrencesSkipped e:
                return e.Skipped.Select(it => HouseHistory.OfHouse(
                    after, e.At, HistoryWhat.Skipped, it.Schedule.Value, Origin.Schedule(it.Schedule), null, $"due {At(it.Due)}, {it.Because ?? it.Reason.Words()}"));
            case SchedulesPaused e:
                return [HouseHistory.OfHouse(after, e.At, HistoryWhat.Paused, e.Schedule?.Value, e.Origin, null, Pause(e))];
            case SchedulesResumed e:
                return [HouseHistory.OfHouse(after, e.At, HistoryWhat.Resumed, e.Schedule?.Value, e.Origin)];
            case NextOccurrenceSkipped e:
                return [HouseHistory.OfHouse(after, e.At, HistoryWhat.ToBeSkipped, e.Schedule.Value, e.Origin, null, $"due {At(e.Due)}")];
            case ScheduleClockCorrected e:
                return [HouseHistory.OfHouse(after, e.At, HistoryWhat.ClockCorrected, null, Clock, null, string.Join(", ", e.Schedules.Select(schedule => schedule.Value)))];
            default:
                return [];
        }

        string At(Instant instant) => ScheduleText.Moment(after.Definition, instant);

        string Pause(SchedulesPaused e) => (e.Until is { } until ? $"until {At(until)}" : "until resumed")
            + (e.Except.IsDefaultOrEmpty ? "" : $", all but {string.Join(", ", e.Except.Select(name => name.Value))}");
    }

    /// <summary>Whom such an event is owed to.</summary>
    public static Origin OriginOf(HouseEvent happened) => happened switch
    {
        OccurrencesSkipped { Skipped: [var first, ..] } => Origin.Schedule(first.Schedule),
        SchedulesPaused e => e.Origin,
        SchedulesResumed e => e.Origin,
        NextOccurrenceSkipped e => e.Origin,
        ScheduleClockCorrected => Clock,
        _ => Origin.House,
    };
}
