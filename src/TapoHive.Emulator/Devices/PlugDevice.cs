using System.Collections.Immutable;
using System.Net;
using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Hardware;

namespace TapoHive.Emulator.Devices;

/// <summary>
/// The inside of a plug: identity, settings, outlets. Pure: no sockets, no timers, time is handed in. Not thread-safe; the plug on the
/// network guards it.
/// </summary>
internal sealed class PlugDevice
{
    private const int MostDeferred = 64;
    private static readonly TimeSpan _mostClockError = TimeSpan.FromSeconds(uint.MaxValue);
    private readonly PriorityQueue<Action<DateTimeOffset>, DateTimeOffset> _deferred = new();

    public PlugDevice(PlugModel model, PlugIdentity identity, string name, ImmutableArray<(string Name, double Watts)> loads, DateTimeOffset now, Action<RelayMovement> moved)
    {
        Model = model;
        Identity = identity;
        Name = name;
        var sockets = Math.Max(model.ListOrder.Length, 1);
        var outlets = ImmutableArray.CreateBuilder<Outlet>(sockets);
        for (var i = 0; i < sockets; i++)
        {
            var slot = model.IsStrip ? new OutletSlot(i + 1) : OutletSlot.Whole;
            var id = model.IsStrip ? identity.DeviceId + i.ToString("00", System.Globalization.CultureInfo.InvariantCulture) : identity.DeviceId;
            var load = loads[i % loads.Length];
            outlets.Add(new Outlet(slot, id, model.IsStrip ? load.Name : name, load.Watts, model.ScheduleCapacity, now, moved));
        }

        Outlets = outlets.MoveToImmutable();
    }

    /// <summary>What it is; an update may change it.</summary>
    public PlugModel Model { get; set; }

    /// <summary>What tells it from others.</summary>
    public PlugIdentity Identity { get; }

    /// <summary>The name people gave the whole plug.</summary>
    public string Name { get; set; }

    /// <summary>The icon of the whole plug.</summary>
    public string Avatar { get; set; } = "plug";

    /// <summary>The address it believes to have.</summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>Its relays, by position.</summary>
    public ImmutableArray<Outlet> Outlets { get; }

    /// <summary>How far its own clock is from the house's; never further than a clock of 32 bits can be.</summary>
    public TimeSpan ClockError
    {
        get;
        set => field = value < -_mostClockError ? -_mostClockError : value > _mostClockError ? _mostClockError : value;
    }

    /// <summary>Minutes from UTC without summer time, as it was told.</summary>
    public int MinutesFromUtc { get; set; }

    /// <summary>IANA name of its zone.</summary>
    public string Region { get; set; } = "UTC";

    /// <summary>Degrees times 10,000 (PROTOCOL 5.3).</summary>
    public int Latitude { get; set; }

    /// <summary>Degrees times 10,000.</summary>
    public int Longitude { get; set; }

    /// <summary>Its light.</summary>
    public Led Led { get; set; } = Led.Factory;

    /// <summary>Its automatic-update setting: enabled, minute of the day, spread in minutes.</summary>
    public (bool Enabled, int Time, int Range) AutoUpdate { get; set; } = (true, 180, 120);

    /// <summary>Set by <c>device_reboot</c>: the wait before mains goes, until the plug on the network carries it out.</summary>
    public TimeSpan? RebootAsked { get; set; }

    /// <summary>The next instant at which something happens by itself.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DateTimeOffset? next = _deferred.TryPeek(out _, out var due) ? due : null;
            foreach (var outlet in Outlets)
            {
                next = outlet.NextDue is { } own && (next is null || own < next) ? own : next;
            }

            return next;
        }
    }

    /// <summary>The outlet a child's id means, if any.</summary>
    public Outlet? Child(string id) => Model.IsStrip ? Outlets.FirstOrDefault(o => o.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>The children in the order its lists give them.</summary>
    public IEnumerable<Outlet> Listed() => Model.ListOrder.Select(position => Outlets[position - 1]);

    /// <summary>The time it shows.</summary>
    public DateTimeOffset ShownTime(DateTimeOffset now) => now + ClockError;

    /// <summary>How far its clock is off in whole bins of its meters: a plug counts by its own clock, and so never cuts a bin in two.</summary>
    public TimeSpan BinError(TimeSpan width) => width * Math.Round(ClockError / width);

    /// <summary>What its days are cut by.</summary>
    public PlugZone Zone => new(Region, MinutesFromUtc);

    /// <summary>Lets everything happen that fell due up to now, in order.</summary>
    public void Settle(DateTimeOffset now)
    {
        while (_deferred.TryPeek(out var act, out var due) && due <= now)
        {
            _deferred.Dequeue();
            SettleOutlets(due);
            act(due);
        }

        SettleOutlets(now);
    }

    /// <summary>Puts an act off; false when too many are waiting.</summary>
    public bool Defer(DateTimeOffset due, Action<DateTimeOffset> act)
    {
        if (_deferred.Count >= MostDeferred)
        {
            return false;
        }

        _deferred.Enqueue(act, due);
        return true;
    }

    /// <summary>Mains goes away.</summary>
    public void LosePower(DateTimeOffset at)
    {
        Settle(at);
        _deferred.Clear();
        foreach (var outlet in Outlets)
        {
            outlet.LosePower(at);
        }
    }

    /// <summary>Mains comes back.</summary>
    public void RestorePower(DateTimeOffset at)
    {
        foreach (var outlet in Outlets)
        {
            outlet.RestorePower(at);
        }
    }

    private void SettleOutlets(DateTimeOffset now)
    {
        foreach (var outlet in Outlets)
        {
            outlet.Settle(now);
        }
    }
}
