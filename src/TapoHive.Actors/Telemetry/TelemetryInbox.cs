using System.Collections.Concurrent;
using System.Threading.Channels;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Telemetry;

/// <summary>
/// Where plugs drop what their meters say. It never makes a plug wait: when it is full the oldest is lost, and counted. Written by any number of actors,
/// emptied by one.
/// </summary>
public sealed class TelemetryInbox
{
    private const int Room = 65_536;
    private readonly Channel<TelemetryItem> _items;
    private readonly ConcurrentDictionary<OutletKey, EnergySample> _last = new();
    private long _lost;

    /// <summary>Makes an empty one.</summary>
    /// <param name="room">How much it holds.</param>
    public TelemetryInbox(int room = Room) => _items = Channel.CreateBounded<TelemetryItem>(
        new BoundedChannelOptions(room) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        _ => Interlocked.Increment(ref _lost));

    /// <summary>Drops something in.</summary>
    public void Add(TelemetryItem item)
    {
        if (item is TelemetryItem.Looked looked)
        {
            _last.AddOrUpdate(looked.Outlet.Key, looked.Sample, (_, before) => WithCounts(looked.Sample, before));
        }

        _items.Writer.TryWrite(item);
    }

    /// <summary>The last look at an outlet's meter, whatever became of it since; what it counts as it was last told, since a look may be at the relay
    /// alone. Of earlier lives of the hive the counts only: what flowed then says nothing of now.</summary>
    public EnergySample? LastOf(OutletKey outlet) => _last.GetValueOrDefault(outlet);

    /// <summary>What was known of meters before the hive was started.</summary>
    public void Recall(IEnumerable<KnownMeter> meters)
    {
        foreach (var meter in meters)
        {
            var last = meter.State.Last;
            var before = last with { Power = null, Voltage = null, Current = null, Month = last.Month ?? MonthOf(meter.State.Base) };
            _last.AddOrUpdate(meter.Outlet.Key, before, (_, since) => WithCounts(since, before));
        }
    }

    /// <summary>How much is in it.</summary>
    public int Waiting => _items.Reader.Count;

    /// <summary>Takes the next thing out.</summary>
    public bool TryTake(out TelemetryItem item) => _items.Reader.TryRead(out item!);

    /// <summary>How many were lost since this was asked last.</summary>
    public long TakeLosses() => Interlocked.Exchange(ref _lost, 0);

    private static ElectricEnergy? MonthOf(CountBase? known) => known is { Told.Month: { } told } ? new ElectricEnergy(told.WattHours + known.Count) : null;

    private static EnergySample WithCounts(EnergySample sample, EnergySample before) =>
        sample with { Today = sample.Today ?? before.Today, Month = sample.Month ?? before.Month };
}
