using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Houses;

/// <summary>The evidence of a house's open runs and who is waiting for it. Not stored: plugs tell it again after a restart. With hundreds of runs
/// open, a report is looked at by those that it is about.</summary>
internal sealed class RunBook
{
    private static readonly Duration BetweenUpdates = Duration.FromMilliseconds(100);
    private readonly Dictionary<RunId, OpenRun> _open = [];
    private readonly Dictionary<PlugId, HashSet<RunId>> _byPlug = [];
    private readonly HashSet<RunId> _settling = [];
    private readonly HashSet<RunId> _new = [];
    private readonly Dictionary<RunId, HashSet<PlugId>> _heard = [];
    private ImmutableSortedDictionary<PlugId, PlugRecord>? _judged;

    /// <summary>Whether any run is followed here.</summary>
    public bool AnyOpen => _open.Count > 0;

    /// <summary>Begins to follow a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="asker">Who is told.</param>
    public RunEvidence Open(RunRecord run, IActorRef asker)
    {
        var evidence = RunProgress.Begin(run);
        var places = PlacesOf(evidence, run);
        var open = new OpenRun(evidence, asker, run.StartedAt, run.StartedAt + run.Window, places, places.Count);
        _open[run.Id] = open;
        _new.Add(run.Id);
        foreach (var plug in open.Places.Keys)
        {
            if (!_byPlug.TryGetValue(plug, out var runs))
            {
                _byPlug.Add(plug, runs = []);
            }

            runs.Add(run.Id);
        }

        return evidence;
    }

    /// <summary>Whether a run is followed here, or is just being recorded as settled.</summary>
    public bool IsOpen(RunId run) => _open.ContainsKey(run) || _settling.Contains(run);

    /// <summary>What is known of a run that is followed here.</summary>
    public RunEvidence? EvidenceOf(RunId run) => _open.GetValueOrDefault(run)?.Evidence;

    /// <summary>Follows a run no longer; who was told of it.</summary>
    public IActorRef? Close(RunId run)
    {
        _new.Remove(run);
        _heard.Remove(run);
        if (!_open.Remove(run, out var open))
        {
            return null;
        }

        foreach (var plug in open.Places.Keys)
        {
            if (_byPlug.TryGetValue(plug, out var runs) && runs.Remove(run) && runs.Count == 0)
            {
                _byPlug.Remove(plug);
            }
        }

        return open.Asker;
    }

    /// <summary>Forgets the runs whose end is recorded.</summary>
    public void Forget(HouseState state) => _settling.RemoveWhere(run => !state.OpenRuns.ContainsKey(run));

    /// <summary>A plug has told something new. Whether all plugs that a run waits for have by now, so that it may be over.</summary>
    public bool Reported(PlugId plug)
    {
        var mayBeOver = false;
        if (_byPlug.TryGetValue(plug, out var runs))
        {
            foreach (var run in runs)
            {
                if (!_heard.TryGetValue(run, out var plugs))
                {
                    _heard.Add(run, plugs = []);
                }

                plugs.Add(plug);
                mayBeOver |= plugs.Count >= _open[run].Awaited;
            }
        }

        return mayBeOver;
    }

    /// <summary>Judges open runs anew where something may have changed for them. Those that are settled are returned, to be recorded before anybody is told.</summary>
    public IReadOnlyList<(RunEvidence Evidence, IActorRef Asker)> Advance(HouseName house, HouseState state, ImmutableDictionary<PlugId, PlugReport> reports, Instant now)
    {
        // A house that changed may concern any outlet; a report only those of its plug, so that thousands of them do not each cost a look at thousands of outlets.
        var isAsBefore = ReferenceEquals(_judged, state.Plugs);
        List<(RunId Id, OpenRun Run, IEnumerable<int>? Places)> mayDiffer =
        [
            .. from open in _open
               let whole = !isAsBefore || _new.Contains(open.Key) || now >= open.Value.Deadline
               where whole || _heard.ContainsKey(open.Key)
               select (open.Key, open.Value, whole ? null : (IEnumerable<int>)[.. _heard[open.Key].SelectMany(plug => open.Value.Places[plug])]),
        ];
        _judged = state.Plugs;
        _heard.Clear();
        List<(RunEvidence, IActorRef)> settled = [];
        foreach (var (id, open, places) in mayDiffer)
        {
            if (!state.OpenRuns.TryGetValue(id, out var record))
            {
                continue;
            }

            _new.Remove(id);
            var evidence = RunProgress.Advance(open.Evidence, record, state, reports, now, places);
            if (evidence.Outcome != RunOutcome.Accepted)
            {
                settled.Add((evidence, open.Asker));
                Close(id);
                _settling.Add(id);
            }
            else if (!ReferenceEquals(evidence, open.Evidence))
            {
                var tell = !open.Asker.IsNobody() && now - open.ToldAt >= BetweenUpdates;
                if (tell)
                {
                    open.Asker.Tell(new RunProgressed(house, evidence));
                }

                _open[id] = open with { Evidence = evidence, ToldAt = tell ? now : open.ToldAt, Awaited = open.Places.Values.Count(ofPlug => ofPlug.Exists(place => evidence.Outlets[place].Outcome == OutletOutcome.Pending)) };
            }
        }

        return settled;
    }

    /// <summary>When the next run must be settled with what it has.</summary>
    public Instant? NextWindowEnd(HouseState state)
    {
        Instant? next = null;
        foreach (var (id, open) in _open)
        {
            if (!(open.Deadline >= next) && state.OpenRuns.ContainsKey(id))
            {
                next = open.Deadline;
            }
        }

        return next;
    }

    private static Dictionary<PlugId, List<int>> PlacesOf(RunEvidence evidence, RunRecord run)
    {
        var places = new Dictionary<PlugId, List<int>>();
        for (var place = 0; place < evidence.Outlets.Length; place++)
        {
            if (run.Outlets.TryGetValue(evidence.Outlets[place].Name, out var target))
            {
                if (!places.TryGetValue(target.Outlet.Plug, out var ofPlug))
                {
                    places[target.Outlet.Plug] = ofPlug = [];
                }

                ofPlug.Add(place);
            }
        }

        return places;
    }

    private sealed record OpenRun(RunEvidence Evidence, IActorRef Asker, Instant ToldAt, Instant Deadline, Dictionary<PlugId, List<int>> Places, int Awaited);
}
