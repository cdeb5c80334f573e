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
    private readonly HashSet<RunId> _toJudge = [];
    private ImmutableSortedDictionary<PlugId, PlugRecord>? _judged;

    /// <summary>Begins to follow a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="asker">Who is told.</param>
    public RunEvidence Open(RunRecord run, IActorRef asker)
    {
        var evidence = RunProgress.Begin(run);
        ImmutableArray<PlugId> plugs = [.. run.Outlets.Values.Select(static target => target.Outlet.Plug).Distinct()];
        _open[run.Id] = new OpenRun(evidence, asker, run.StartedAt, run.StartedAt + run.Window, plugs);
        _toJudge.Add(run.Id);
        foreach (var plug in plugs)
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
        if (!_open.Remove(run, out var open))
        {
            return null;
        }

        foreach (var plug in open.Plugs)
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

    /// <summary>A plug has told something new.</summary>
    public void Reported(PlugId plug)
    {
        if (_byPlug.TryGetValue(plug, out var runs))
        {
            _toJudge.UnionWith(runs);
        }
    }

    /// <summary>Judges open runs anew where something may have changed for them. Those that are settled are returned, to be recorded before anybody is told.</summary>
    public IReadOnlyList<(RunEvidence Evidence, IActorRef Asker)> Advance(HouseName house, HouseState state, ImmutableDictionary<PlugId, PlugReport> reports, Instant now)
    {
        var mayDiffer = ReferenceEquals(_judged, state.Plugs)
            ? _open.Where(open => _toJudge.Contains(open.Key) || now >= open.Value.Deadline).ToList()
            : [.. _open];
        _judged = state.Plugs;
        _toJudge.Clear();
        List<(RunEvidence, IActorRef)> settled = [];
        foreach (var (id, open) in mayDiffer)
        {
            if (!state.OpenRuns.TryGetValue(id, out var record))
            {
                continue;
            }

            var evidence = RunProgress.Advance(open.Evidence, record, state, reports, now);
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

                _open[id] = open with { Evidence = evidence, ToldAt = tell ? now : open.ToldAt };
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

    private sealed record OpenRun(RunEvidence Evidence, IActorRef Asker, Instant ToldAt, Instant Deadline, ImmutableArray<PlugId> Plugs);
}
