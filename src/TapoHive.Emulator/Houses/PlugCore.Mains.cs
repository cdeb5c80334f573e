namespace TapoHive.Emulator.Houses;

/// <content>Mains: how it goes away, and when it is back.</content>
internal sealed partial class PlugCore
{
    private ITimer? _mains;
    private DateTimeOffset? _mainsBackAt;

    /// <summary>
    /// Mains goes away and comes back. What is under way gets lost; connections hang until it is back, then they are reset. Where it is away already, it
    /// stays away for at least so long.
    /// </summary>
    public void Reboot(TimeSpan off)
    {
        lock (Gate)
        {
            var now = _time.GetUtcNow();
            if (_mainsBackAt is null)
            {
                Device.LosePower(now);
                ClearSessions();
                Boots++;
            }

            _mainsBackAt = _mainsBackAt > now + off ? _mainsBackAt : now + off;
        }

        Refresh();
        AwaitMains();
    }

    /// <summary>Carries out a reboot the device was asked for, after its delay.</summary>
    public void RebootIfAsked()
    {
        TimeSpan? wait;
        lock (Gate)
        {
            (wait, Device.RebootAsked) = (Device.RebootAsked, null);
        }

        if (wait is { } delay)
        {
            _alarms.After(delay, () => Reboot(TimeSpan.FromSeconds(5)));
        }
    }

    // A timer of its own rather than an alarm, of which there is not always one left.
    private void AwaitMains()
    {
        lock (Gate)
        {
            if (_mainsBackAt is not { } back)
            {
                return;
            }

            if (back - _time.GetUtcNow() is var left && left > TimeSpan.Zero)
            {
                _mains ??= _time.CreateTimer(static state => ((PlugCore)state!).AwaitMains(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _mains.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            _mainsBackAt = null;
            Device.RestorePower(back);
            SetAlarm();
        }

        Connections.ResetAll();
        Refresh();
    }
}
