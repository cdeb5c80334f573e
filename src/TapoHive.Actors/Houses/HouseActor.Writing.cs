using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Houses;

/// <content>How it writes: what has gathered is decided together, written at once, and answered after that.</content>
public sealed partial class HouseActor
{
    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        HouseInstruments.WriteFailed();
        LogPersistFailed(_name.Value, cause.Message);
        foreach (var work in _beingWritten.Concat(_work))
        {
            work.Refuse();
        }
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        throw new InvalidOperationException("The journal refused an event; the house starts again from what is stored.", cause);

    private void Enqueue(Func<HouseState, ImmutableArray<HouseEvent>> decide, Action<HouseState> done, IActorRef asker, Activity? span = null)
    {
        _work.Add(new HouseWork(decide, done, asker) { Span = span });
        if (!_flushAsked)
        {
            // Behind all that has arrived by now: everything in the mailbox shares this write.
            _flushAsked = true;
            Self.Tell(Flush.Instance);
        }
    }

    private void Write()
    {
        (_flushAsked, _gatherings, _gathered) = (false, 0, 0);
        Timers.Cancel(Gathered.Instance);
        var batch = HouseBatch.Decide(_state, _reported.Keys.Select(id => _reports.GetValueOrDefault(id)).OfType<PlugReport>(), _work, Now);
        ImmutableArray<KeyValuePair<PlugId, IActorRef>> taken = [.. _reported];
        _reported.Clear();
        _beingWritten = [.. _work];
        _work.Clear();
        if (batch.Events.IsEmpty)
        {
            Written(batch, taken, PlugChanges.None);
            return;
        }

        // While the journal writes, what follows from it is worked out beside.
        var state = _state;
        var changes = ConcernsPlugs(batch) ? Task.Run(() => PlugChanges.Between(state, batch.After)) : Task.FromResult(PlugChanges.None);
        var left = batch.Events.Length;
        var (begun, decided) = (Stopwatch.GetTimestamp(), Now);
        PersistAll(batch.Events, _ =>
        {
            if (--left == 0)
            {
                var (before, took) = (_state, Stopwatch.GetElapsedTime(begun));
                Written(batch, taken, changes.IsCompletedSuccessfully ? changes.Result : PlugChanges.Between(state, batch.After));
                _times.Wanted(before, batch.After, decided);
                HouseInstruments.Written(batch.Events, took);
            }
        });
    }

    private static bool ConcernsPlugs(HouseBatch batch) => batch.Events.Any(static happened => happened is not StatesObserved);

    private void Written(HouseBatch batch, ImmutableArray<KeyValuePair<PlugId, IActorRef>> taken, PlugChanges changes)
    {
        var before = _state;
        _state = batch.After;
        _beingWritten = [];
        if (!batch.Events.IsEmpty)
        {
            _storage = StorageHealth.Available;
            var isDefined = batch.Events.Any(static happened => happened is HouseApplied or HouseRolledBack);
            if (isDefined)
            {
                Introduce();
            }

            if (isDefined || batch.Events.Any(static happened => happened is PlugReplaced))
            {
                // Whose device it is may be said otherwise now.
                _leftUntil.Clear();
            }

            // Relays first: nobody hears of it sooner than they move.
            TellPlugs(changes, batch.TraceOf);

            // Who is answered below and looks at once sees what was written.
            Publish();
        }

        foreach (var (work, state) in batch.Work)
        {
            _answering = TraceContext.Of(work.Span);
            work.Finish(state);
        }

        _answering = null;

        FollowRuns();

        foreach (var (id, reporter) in taken)
        {
            if (_reports.TryGetValue(id, out var report))
            {
                reporter.Tell(new ReportTaken(id, report.Number, report.Presses.Length));
            }
        }

        if (!batch.Events.IsEmpty)
        {
            ArmTimers();
            if (batch.Events.Any(ChangesWhoIsHere))
            {
                TellWhoIsHere();
            }

            SaveSnapshotSoon(before);
        }

        AskShow();
    }

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "House {House}: the journal cannot be written ({Reason}). Nothing more is accepted until it can.")]
    private partial void LogPersistFailed(string house, string reason);

    private sealed class Flush : INoSerializationVerificationNeeded
    {
        public static Flush Instance { get; } = new();
    }
}
