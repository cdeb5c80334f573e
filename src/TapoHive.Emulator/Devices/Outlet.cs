using TapoHive.Domain.Outlets;

namespace TapoHive.Emulator.Devices;

/// <summary>
/// One relay and what belongs to it: meter, countdown, auto-off, protection, rules. Pure: time is handed in, and whatever fell due since the last
/// call happens at its own instant. Not thread-safe; its plug guards it.
/// </summary>
internal sealed class Outlet
{
    private readonly Action<RelayMovement> _moved;
    private DateTimeOffset _closedAt;
    private DateTimeOffset? _autoOffDue;
    private bool _closedBeforePowerLoss;

    public Outlet(OutletSlot slot, string id, string name, double watts, int scheduleCapacity, DateTimeOffset now, Action<RelayMovement> moved)
    {
        Slot = slot;
        Id = id;
        Name = name;
        Meter = new Meter(watts, now);
        Schedules = new RuleBook("S", scheduleCapacity);
        _moved = moved;
    }

    /// <summary>Whole, or the position in a strip.</summary>
    public OutletSlot Slot { get; }

    /// <summary>The child's id; of a plug without children, the plug's.</summary>
    public string Id { get; }

    /// <summary>The name people gave it.</summary>
    public string Name { get; set; }

    /// <summary>The icon people gave it.</summary>
    public string Avatar { get; set; } = "plug";

    /// <summary>What it counts.</summary>
    public Meter Meter { get; }

    /// <summary>Schedule rules.</summary>
    public RuleBook Schedules { get; }

    /// <summary>Anti-theft rules.</summary>
    public RuleBook AntiTheft { get; } = new("A", 1);

    /// <summary>The state after mains comes back: null is "as before", else closed or open.</summary>
    public bool? DefaultState { get; set; }

    /// <summary>The overload limit.</summary>
    public PowerLimit Limit { get; private set; } = new(Enabled: false, 0);

    /// <summary>The auto-off setting.</summary>
    public AutoOff AutoOff { get; private set; } = new(Enabled: false, 120);

    /// <summary>The countdown rule, if one was ever made.</summary>
    public Countdown? Countdown { get; private set; }

    /// <summary>Whether the relay is closed.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Whether the overload protection opened the relay and nobody closed it since.</summary>
    public bool IsOverloaded { get; private set; }

    /// <summary>The next instant at which something happens by itself.</summary>
    public DateTimeOffset? NextDue => Earlier(Countdown?.Due, _autoOffDue);

    /// <summary>Seconds since the relay closed; 0 while open.</summary>
    public long OnSecondsAt(DateTimeOffset now) => IsOn ? (long)(now - _closedAt).TotalSeconds : 0;

    /// <summary>Seconds until auto-off; 0 when it is not running.</summary>
    public long AutoOffSecondsAt(DateTimeOffset now) => _autoOffDue is { } due ? Math.Max(0, (long)Math.Ceiling((due - now).TotalSeconds)) : 0;

    /// <summary>Lets everything happen that fell due up to now.</summary>
    public void Settle(DateTimeOffset now)
    {
        while (NextDue is { } due && due <= now)
        {
            if (Countdown is { } rule && rule.Due == due)
            {
                Countdown = rule with { Due = null };
                Move(rule.On, MovementCause.Countdown, due);
            }
            else
            {
                _autoOffDue = null;
                Move(on: false, MovementCause.AutoOff, due);
            }
        }

        Meter.Settle(now, IsOn);
    }

    /// <summary>Moves the relay, if it is not there already.</summary>
    public void Move(bool on, MovementCause cause, DateTimeOffset at)
    {
        if (on)
        {
            IsOverloaded = false;
        }

        if (on == IsOn)
        {
            return;
        }

        Meter.Settle(at, IsOn);
        IsOn = on;
        _closedAt = on ? at : default;
        _autoOffDue = on && AutoOff.Enabled ? at + TimeSpan.FromMinutes(AutoOff.Minutes) : null;
        _moved(new RelayMovement(at, Slot, on ? PowerState.On : PowerState.Off, cause));
        CheckLimit(at);
    }

    /// <summary>Opens the relay for an overload.</summary>
    public void Trip(DateTimeOffset at)
    {
        if (IsOn)
        {
            Move(on: false, MovementCause.Protection, at);
            IsOverloaded = true;
        }
    }

    /// <summary>Mains goes away: the relay opens, what ran is forgotten.</summary>
    public void LosePower(DateTimeOffset at)
    {
        _closedBeforePowerLoss = IsOn;
        if (Countdown is { Due: not null } rule)
        {
            Countdown = rule with { Due = null };
        }

        Move(on: false, MovementCause.PowerLost, at);
    }

    /// <summary>Mains comes back: the default state decides.</summary>
    public void RestorePower(DateTimeOffset at)
    {
        if (DefaultState ?? _closedBeforePowerLoss)
        {
            Move(on: true, MovementCause.PowerRestored, at);
        }
    }

    /// <summary>Arms or disables the countdown.</summary>
    public void SetCountdown(bool armed, int delay, bool on, DateTimeOffset now) =>
        Countdown = new Countdown(delay, on, armed ? now + TimeSpan.FromSeconds(delay) : null);

    /// <summary>Forgets the countdown.</summary>
    public void ClearCountdown() => Countdown = null;

    /// <summary>Sets auto-off; a relay that is closed now starts its time now.</summary>
    public void SetAutoOff(AutoOff setting, DateTimeOffset now)
    {
        AutoOff = setting;
        _autoOffDue = IsOn && setting.Enabled ? now + TimeSpan.FromMinutes(setting.Minutes) : null;
    }

    /// <summary>Sets the overload limit, which acts at once.</summary>
    public void SetLimit(PowerLimit limit, DateTimeOffset now)
    {
        Limit = limit;
        CheckLimit(now);
    }

    /// <summary>Another appliance is plugged in.</summary>
    public void PlugIn(double watts, DateTimeOffset now)
    {
        Meter.Settle(now, IsOn);
        Meter.PlugIn(watts);
        CheckLimit(now);
    }

    /// <summary>The meter forgets what it counted.</summary>
    public void ForgetEnergy(DateTimeOffset now)
    {
        Meter.Settle(now, IsOn);
        Meter.Forget(now);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a <= b ? a : b;

    private void CheckLimit(DateTimeOffset at)
    {
        if (Limit.Enabled && IsOn && Meter.Watts > Limit.Watts)
        {
            Trip(at);
        }
    }
}
