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
            _last[looked.Outlet.Key] = looked.Sample;
        }

        _items.Writer.TryWrite(item);
    }

    /// <summary>The last look at an outlet's meter since the hive was started; whatever became of it since.</summary>
    public EnergySample? LastOf(OutletKey outlet) => _last.GetValueOrDefault(outlet);

    /// <summary>How much is in it.</summary>
    public int Waiting => _items.Reader.Count;

    /// <summary>Takes the next thing out.</summary>
    public bool TryTake(out TelemetryItem item) => _items.Reader.TryRead(out item!);

    /// <summary>How many were lost since this was asked last.</summary>
    public long TakeLosses() => Interlocked.Exchange(ref _lost, 0);
}
