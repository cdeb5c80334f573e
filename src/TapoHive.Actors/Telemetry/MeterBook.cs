using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Energy;

namespace TapoHive.Actors.Telemetry;

/// <summary>
/// The meters of a hive, and what they said since it was last written. Bounded: while nothing can be written, minutes pile up per outlet, looks no further than
/// <see cref="MostSamples"/>. What nobody looked at for long is cut into minutes only when it is written, and not all at once.
/// </summary>
internal sealed class MeterBook
{
    private const int MostSamples = 100_000;
    private const int MostMinutes = 500_000;
    private const int MinutesAtOnce = 50_000;
    private const int MostStretches = 20_000;
    private const int MostGaps = 10_000;
    private static readonly Duration Short = Duration.FromHours(2);

    private readonly Dictionary<HouseOutlet, MeterState> _meters = [];
    private readonly Dictionary<(HouseOutlet Outlet, Instant Minute), EnergyBin> _minutes = [];
    private readonly Queue<IEnumerator<MinuteOf>> _stretches = [];
    private readonly Dictionary<(HouseOutlet Outlet, SeriesQuestion Question), EnergyGap> _gaps = [];
    private readonly Queue<(HouseOutlet Outlet, SeriesQuestion Question)> _asked = [];
    private readonly HashSet<HouseOutlet> _touched = [];
    private readonly Queue<TelemetryItem.Looked> _samples = [];
    private long _lost;

    /// <summary>Whether more is known than the last cut could hold.</summary>
    public bool IsBehind => _stretches.Count > 0;

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
        _asked.Enqueue((looked.Outlet, question));
        if (_asked.Count > MostGaps)
        {
            // A plug that went away before it was asked never answers.
            _gaps.Remove(_asked.Dequeue());
        }

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

    /// <summary>What is not written yet, as much as is written at once; nothing where there is none. From here on it counts as written.</summary>
    public EnergyBatch? Cut(Instant now)
    {
        Unroll();
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

    private void Add(HouseOutlet outlet, ImmutableArray<EnergySlice> slices)
    {
        _touched.Add(outlet);
        var minutes = slices.SelectMany(MinuteBins.Of).Select(bin => new MinuteOf(outlet, bin));
        if (slices.Length <= 1 && slices.All(static slice => slice.To - slice.From <= Short))
        {
            foreach (var minute in minutes)
            {
                Add(minute);
            }
        }
        else if (_stretches.Count < MostStretches)
        {
            _stretches.Enqueue(minutes.GetEnumerator());
        }
        else
        {
            _lost++;
        }
    }

    private void Unroll()
    {
        while (_minutes.Count < MinutesAtOnce && _stretches.TryPeek(out var stretch))
        {
            if (stretch.MoveNext())
            {
                Add(stretch.Current);
            }
            else
            {
                _stretches.Dequeue().Dispose();
            }
        }
    }

    private void Add(MinuteOf minute)
    {
        var key = (minute.Outlet, minute.Bin.From);
        if (_minutes.TryGetValue(key, out var known))
        {
            _minutes[key] = known + minute.Bin;
        }
        else if (_minutes.Count < MostMinutes)
        {
            _minutes.Add(key, minute.Bin);
        }
        else
        {
            _lost++;
        }
    }
}
