using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Houses;

/// <summary>The evidence of a house's open runs and who is waiting for it. Not stored: plugs tell it again after a restart.</summary>
internal sealed class RunBook
{
    private static readonly Duration BetweenUpdates = Duration.FromMilliseconds(100);
    private readonly Dictionary<RunId, OpenRun> _open = [];
    private readonly HashSet<RunId> _settling = [];
    private HouseState? _judgedBy;

    /// <summary>Begins to follow a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="asker">Who is told.</param>
    public RunEvidence Open(RunRecord run, IActorRef asker)
    {
        var evidence = RunProgress.Begin(run);
        _open[run.Id] = new OpenRun(evidence, asker, run.StartedAt, PlacesOf(evidence, run));

        // What is new is judged as a whole first.
        _judgedBy = null;
        return evidence;
    }

    /// <summary>Whether a run is followed here, or is just being recorded as settled.</summary>
    public bool IsOpen(RunId run) => _open.ContainsKey(run) || _settling.Contains(run);

    /// <summary>What is known of a run that is followed here.</summary>
    public RunEvidence? EvidenceOf(RunId run) => _open.GetValueOrDefault(run)?.Evidence;

    /// <summary>Follows a run no longer; who was told of it.</summary>
    public IActorRef? Close(RunId run) => _open.Remove(run, out var open) ? open.Asker : null;

    /// <summary>Forgets the runs whose end is recorded.</summary>
    public void Forget(HouseState state) => _settling.RemoveWhere(run => !state.OpenRuns.ContainsKey(run));

    /// <summary>Judges all open runs anew: of a house that is as it was, only what the plugs that were heard since concern, so that thousands of reports do
    /// not each cost a look at thousands of outlets. Those that are settled are returned, to be recorded before anybody is told.</summary>
    public IReadOnlyList<(RunEvidence Evidence, IActorRef Asker)> Advance(
        HouseName house, HouseState state, ImmutableDictionary<PlugId, PlugReport> reports, IReadOnlyCollection<PlugId> heard, Instant now)
    {
        List<(RunEvidence, IActorRef)> settled = [];
        var asBefore = ReferenceEquals(state, _judgedBy);
        _judgedBy = state;
        foreach (var (id, open) in _open)
        {
            if (!state.OpenRuns.TryGetValue(id, out var record))
            {
                continue;
            }

            var places = asBefore && now < record.StartedAt + record.Window ? heard.SelectMany(plug => open.Places.GetValueOrDefault(plug) ?? []) : null;
            var evidence = RunProgress.Advance(open.Evidence, record, state, reports, now, places);
            if (evidence.Outcome != RunOutcome.Accepted)
            {
                settled.Add((evidence, open.Asker));
                _open.Remove(id);
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
        foreach (var id in _open.Keys)
        {
            if (state.OpenRuns.TryGetValue(id, out var run))
            {
                var end = run.StartedAt + run.Window;
                next = next is { } known && known <= end ? known : end;
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

    private sealed record OpenRun(RunEvidence Evidence, IActorRef Asker, Instant ToldAt, Dictionary<PlugId, List<int>> Places);
}
