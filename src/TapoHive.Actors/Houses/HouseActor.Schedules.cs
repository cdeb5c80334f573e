using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Schedules;

namespace TapoHive.Actors.Houses;

/// <content>What the scheduler asks of a house, and what operators order about schedules.</content>
public sealed partial class HouseActor
{
    private ICronTimes Cron => _around.Cron ?? NoCron.Instance;

    private void ReceiveSchedules()
    {
        Command<DecideDue>(DecideDue);
        Command<WarmUp>(WarmUp);
        Command<PauseSchedules>(order => Order(state => ScheduleCommand.Pause(state, order.Schedule, order.Except, order.Until, order.Origin, Now)));
        Command<ResumeSchedules>(order => Order(state => ScheduleCommand.Resume(state, order.Schedule, order.Origin, Now)));
        Command<SkipOccurrence>(order => Order(state => ScheduleCommand.Skip(state, order.Schedule, Cron, order.Origin, Now)));
        Command<FireSchedule>(Fire);
    }

    private void DecideDue(DecideDue asked)
    {
        var asker = Sender;
        ImmutableArray<HouseEvent> decided = [];
        var before = 0L;
        Enqueue(
            state =>
            {
                before = state.Revision;
                decided = ScheduleDecision.Decide(state, asked.Schedules.IsEmpty ? null : asked.Schedules, Cron, Now);
                return decided;
            },
            _ =>
            {
                foreach (var (index, happened) in decided.Index())
                {
                    LogDecided(new RunId(before + index + 1), happened);
                }

                asker.Tell(new DueDecided(_name, asked.Schedules, asked.Number));
            },
            ActorRefs.Nobody);
    }

    private void LogDecided(RunId revision, HouseEvent happened)
    {
        switch (happened)
        {
            case RunStarted { Occurrence: { } occurrence }:
                LogFired(_name.Value, occurrence.Schedule.Value, occurrence.Key, revision.Number);
                break;
            case RunPlanned { Occurrence: { } planned }:
                LogFired(_name.Value, planned.Schedule.Value, planned.Key, revision.Number);
                break;
            case OccurrencesSkipped skips:
                foreach (var skipped in skips.Skipped)
                {
                    var reason = skipped.Because ?? skipped.Reason.Words();
                    LogSkipped(_name.Value, skipped.Schedule.Value, skipped.Key, reason);
                }

                break;
            case ScheduleClockCorrected corrected:
                LogClockCorrected(_name.Value, corrected.Schedules.Length);
                break;
            default:
                break;
        }
    }

    private void WarmUp(WarmUp warm)
    {
        foreach (var plug in ScheduleDecision.Concerned(_state, warm.Schedules).Select(outlet => _state.OutletsByName[outlet].Plug).Distinct())
        {
            _around.Plugs.Tell(new ReadNow(plug, _name));
        }
    }

    private void Order(Func<HouseState, (HouseEvent? Event, string? Error)> decide)
    {
        var asker = Sender;
        string? refused = null;
        HouseEvent? happened = null;
        Enqueue(
            state =>
            {
                (happened, refused) = decide(state);
                return happened is null ? [] : [happened];
            },
            state => asker.Tell(refused is { } words ? new Refused(RefusalReason.Invalid, words) : new ScheduleOrdered(_name, Said(state.Definition, happened))),
            asker);
    }

    private void Fire(FireSchedule order)
    {
        var asker = Sender;
        string? refused = null;
        var run = default(RunId);
        Enqueue(
            state =>
            {
                run = new RunId(state.Revision + 1);
                (var happened, refused) = ScheduleCommand.Fire(state, order.Schedule, order.Origin, Now);
                return happened is null ? [] : [happened];
            },
            state =>
            {
                if (refused is null)
                {
                    Follow(state, run, asker, null);
                }
                else
                {
                    asker.Tell(new Refused(RefusalReason.Invalid, refused));
                }
            },
            asker);
    }

    private static string Said(HouseDefinition? house, HouseEvent? happened) => happened switch
    {
        SchedulesPaused { Schedule: { } schedule } paused => $"{schedule} is paused {Until(house, paused)}",
        SchedulesPaused { Except.IsDefaultOrEmpty: true } paused => $"all schedules are paused {Until(house, paused)}",
        SchedulesPaused paused => $"all schedules but {string.Join(", ", paused.Except)} are paused {Until(house, paused)}",
        SchedulesResumed { Schedule: { } schedule } => $"{schedule} goes on",
        SchedulesResumed => "the schedules go on",
        NextOccurrenceSkipped skipped => $"{skipped.Schedule} leaves out its occurrence of {ScheduleText.Moment(house, skipped.Due)}",
        _ => "done",
    };

    private static string Until(HouseDefinition? house, SchedulesPaused paused) =>
        paused.Until is { } until ? $"until {ScheduleText.Moment(house, until)}" : "until resumed";

    [LoggerMessage(EventId = 3020, Level = LogLevel.Information, Message = "House {House}: schedule {Schedule} fired (occurrence {Occurrence}, run {Run}).")]
    private partial void LogFired(string house, string schedule, OccurrenceKey occurrence, long run);

    [LoggerMessage(EventId = 3021, Level = LogLevel.Information, Message = "House {House}: schedule {Schedule} skipped occurrence {Occurrence}: {Reason}.")]
    private partial void LogSkipped(string house, string schedule, OccurrenceKey occurrence, string reason);

    [LoggerMessage(EventId = 3022, Level = LogLevel.Warning, Message = "House {House}: the clock was set back; {Count} schedules count from now on.")]
    private partial void LogClockCorrected(string house, int count);
}
