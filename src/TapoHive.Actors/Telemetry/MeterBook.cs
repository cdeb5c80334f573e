using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Energy;

namespace TapoHive.Actors.Telemetry;

/// <summary>The meters of a hive, and what they said since it was last written. Bounded: while nothing can be written, minutes pile up per outlet, looks no further
/// than <see cref="MostSamples"/>.</summary>
internal sealed class MeterBook
{
    private const int MostSamples = 100_000;
    private const int MostMinutes = 500_000;

    private readonly Dictionary<HouseOutlet, MeterState> _meters = [];
    private readonly Dictionary<(HouseOutlet Outlet, Instant Minute), EnergyBin> _minutes = [];
    private readonly Dictionary<(HouseOutlet Outlet, SeriesQuestion Question), EnergyGap> _gaps = [];
    private readonly HashSet<HouseOutlet> _touched = [];
    private readonly Queue<TelemetryItem.Looked> _samples = [];
    private long _lost;

    /// <summary>The last look at a meter.</summary>
    public EnergySample? LastOf(HouseOutlet outlet) => _meters.GetValueOrDefault(outlet)?.Last;

    /// <summary>What was known before the hive was started.</summary>
    public void Open(IEnumerable<KnownMeter> meters)
    {
        foreach (var meter in meters)
        {
            _meters.TryAdd(meter.Outlet, meter.State);
        }
    }

    /// <summary>Some were lost before they came here.</summary>
    public void AddLosses(long lost) => _lost += lost;

    /// <summary>One more look; gives the question to the plug that a gap leads to.</summary>
    public SeriesQuestion? Take(TelemetryItem.Looked looked)
    {
        var step = Metering.Observe(_meters.GetValueOrDefault(looked.Outlet), looked.Sample);
        _meters[looked.Outlet] = step.State;
        _touched.Add(looked.Outlet);
        _samples.Enqueue(looked);
        if (_samples.Count > MostSamples)
        {
            _samples.Dequeue();
            _lost++;
        }

        Add(looked.Outlet, step.Slices);
        if (step.Gap is not { } gap)
        {
            return null;
        }

        var question = new SeriesQuestion(looked.Outlet.Key.Slot, gap.From, gap.To);
        _gaps[(looked.Outlet, question)] = gap;
        return question;
    }

    /// <summary>What a plug recorded of a gap.</summary>
    public void Take(TelemetryItem.Recorded recorded)
    {
        if (_gaps.Remove((recorded.Outlet, recorded.Question), out var gap) && recorded.Series is { } series)
        {
            Add(recorded.Outlet, GapFilling.Of(gap, series));
        }
    }

    /// <summary>All that is not written yet; nothing where there is none. From here on it counts as written.</summary>
    public EnergyBatch? Cut(Instant now)
    {
        if (_touched.Count == 0 && _minutes.Count == 0 && _lost == 0)
        {
            return null;
        }

        var batch = new EnergyBatch(
            now,
            [.. _touched.Select(outlet => new KnownMeter(outlet, _meters[outlet]))],
            [.. _samples],
            [.. _minutes.Select(static pair => new MinuteOf(pair.Key.Outlet, pair.Value))],
            _lost);
        _touched.Clear();
        _samples.Clear();
        _minutes.Clear();
        _lost = 0;
        return batch;
    }

    /// <summary>A batch was not written after all: it is part of the next.</summary>
    public void PutBack(EnergyBatch batch)
    {
        _lost += batch.Lost;
        foreach (var meter in batch.Meters)
        {
            _touched.Add(meter.Outlet);
        }

        var newer = _samples.ToList();
        _samples.Clear();
        foreach (var sample in batch.Samples.Concat(newer).TakeLast(MostSamples))
        {
            _samples.Enqueue(sample);
        }

        _lost += Math.Max(0, batch.Samples.Length + newer.Count - MostSamples);
        foreach (var minute in batch.Minutes)
        {
            Add(minute.Outlet, minute.Bin);
        }
    }

    private void Add(HouseOutlet outlet, ImmutableArray<EnergySlice> slices)
    {
        foreach (var bin in slices.SelectMany(MinuteBins.Of))
        {
            Add(outlet, bin);
        }
    }

    private void Add(HouseOutlet outlet, EnergyBin bin)
    {
        if (_minutes.TryGetValue((outlet, bin.From), out var known))
        {
            _minutes[(outlet, bin.From)] = known + bin;
        }
        else if (_minutes.Count < MostMinutes)
        {
            _minutes.Add((outlet, bin.From), bin);
        }
        else
        {
            _lost++;
        }
    }
}
