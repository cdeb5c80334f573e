using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.History;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>Turns the events of one house, in their order, into batches of history. Used by one at a time.</summary>
internal sealed class HouseProjection(HistoryMark mark, HouseState state)
{
    /// <summary>So many lines are written at once; a single event may bring more.</summary>
    public const int LinesPerBatch = 10_000;

    private const int EventsPerCheckpoint = 1_000;
    private readonly ImmutableArray<HistoryLine>.Builder _lines = ImmutableArray.CreateBuilder<HistoryLine>();
    private readonly ImmutableArray<StandingLine>.Builder _standings = ImmutableArray.CreateBuilder<StandingLine>();
    private long _checkpoint = state.Revision;
    private readonly Dictionary<OutletKey, Instant> _since = [];
    private readonly Instant _floor = mark.Clock;
    private Instant _clock = mark.Clock;

    /// <summary>How far it is written.</summary>
    public HistoryMark Mark { get; private set; } = mark;

    /// <summary>The house after the last event that was taken.</summary>
    public HouseState State { get; private set; } = state;

    /// <summary>Whether it is time to write.</summary>
    public bool IsFull => _lines.Count >= LinesPerBatch;

    /// <summary>Takes the next event. One that is written already only changes the house.</summary>
    /// <exception cref="InvalidOperationException">It is not the next one.</exception>
    public void Take(HouseEvent happened, long number)
    {
        if (number != State.Revision + 1)
        {
            throw new InvalidOperationException($"The journal of house '{Mark.House}' goes on with event {number} behind event {State.Revision}.");
        }

        var before = State;
        State = HouseEvolution.Evolve(before, happened);
        if (number <= Mark.Revision)
        {
            return;
        }

        _clock = Instant.Max(_clock, happened.At);
        var entries = HouseHistory.Of(before, happened, State);
        for (var part = 0; part < entries.Length; part++)
        {
            _lines.Add(new HistoryLine(Mark.House, number, part, entries[part]));
        }

        foreach (var (key, standing, at) in HouseHistory.Changes(before, entries, State))
        {
            // What is read is told a little later, and clocks are set back: an outlet's standings stay in their order all the same.
            var since = Instant.Max(at, _since.GetValueOrDefault(key, _floor));
            _since[key] = since;
            _standings.Add(new StandingLine(key, number, since, standing));
        }
    }

    /// <summary>What has not been written yet; nothing where there is none.</summary>
    public HistoryBatch? Cut()
    {
        if (State.Revision <= Mark.Revision)
        {
            return null;
        }

        Mark = new HistoryMark(Mark.House, State.Revision, _clock);
        var keeps = State.Revision - _checkpoint >= EventsPerCheckpoint;
        _checkpoint = keeps ? State.Revision : _checkpoint;
        var batch = new HistoryBatch(Mark, _lines.ToImmutable(), _standings.ToImmutable(), keeps ? State : null);
        _lines.Clear();
        _standings.Clear();
        return batch;
    }

    /// <summary>Holds the very state that the house shows, where it is the same one: thousands of plugs are remembered once.</summary>
    public void Share(HouseState shown)
    {
        if (shown.Revision == State.Revision)
        {
            State = shown;
        }
    }
}
