using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Instruments;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Houses;

/// <summary>All that goes into one write: first what plugs reported (states of any number of outlets are one event), then what
/// was asked, each decided in the state that what came before leads to.</summary>
/// <param name="Events">In order.</param>
/// <param name="Work">Each piece of work with the state right after its events.</param>
/// <param name="After">The state after all of them.</param>
internal sealed record HouseBatch(ImmutableArray<HouseEvent> Events, ImmutableArray<(HouseWork Work, HouseState State)> Work, HouseState After)
{
    // The revision that what plugs reported led to; absent where nothing of the rest is traced.
    private long? Reported { get; init; }

    /// <summary>The trace of the work that last changed what is wanted of a plug; nothing where nobody follows that.</summary>
    public TraceContext? TraceOf(PlugRecord plug)
    {
        if (Reported is not { } from)
        {
            return null;
        }

        foreach (var (work, state) in Work)
        {
            if (work.Span is { } span && plug.Outlets.Values.Any(outlet => outlet.DesiredRevision > from && outlet.DesiredRevision <= state.Revision))
            {
                return TraceContext.Of(span);
            }

            from = state.Revision;
        }

        return null;
    }

    public static HouseBatch Decide(HouseState state, IEnumerable<PlugReport> reports, IReadOnlyList<HouseWork> work, Instant now)
    {
        var events = ImmutableArray.CreateBuilder<HouseEvent>();
        var seen = ImmutableArray.CreateBuilder<StateObserved>();
        var mayComplete = RunCompletion.IsAwaited(state);
        foreach (var report in reports)
        {
            foreach (var happened in ReportDecision.Decide(state, report, now))
            {
                if (happened is StatesObserved observed)
                {
                    seen.AddRange(observed.States);
                }
                else
                {
                    Take(happened);
                }
            }

            foreach (var completed in mayComplete ? RunCompletion.Decide(state, report, now) : [])
            {
                Take(completed);
            }
        }

        if (seen.Count > 0)
        {
            Take(new StatesObserved(now, seen.ToImmutable()));
        }

        var reported = state.Revision;
        var done = ImmutableArray.CreateBuilder<(HouseWork, HouseState)>(work.Count);
        foreach (var piece in work)
        {
            foreach (var happened in piece.Decide(state))
            {
                Take(happened);
            }

            done.Add((piece, state));
        }

        return new HouseBatch(events.ToImmutable(), done.ToImmutable(), state) { Reported = work.Any(static piece => piece.Span is not null) ? reported : null };

        void Take(HouseEvent happened)
        {
            events.Add(happened);
            state = HouseEvolution.Evolve(state, happened);
        }
    }
}
