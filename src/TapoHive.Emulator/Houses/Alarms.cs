namespace TapoHive.Emulator.Houses;

/// <summary>Things to do later, on the house's clock. Thread-safe; bounded.</summary>
internal sealed class Alarms(TimeProvider time, int capacity) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<Alarm> _pending = [];
    private readonly TimeProvider _time = time;
    private bool _disposed;

    /// <summary>Does something once; at once when the wait is zero. False when too much is pending.</summary>
    public bool After(TimeSpan wait, Action act)
    {
        if (wait <= TimeSpan.Zero)
        {
            act();
            return true;
        }

        return Start(wait, Timeout.InfiniteTimeSpan, act);
    }

    /// <summary>Does something again and again.</summary>
    public bool Every(TimeSpan first, TimeSpan period, Action act) => Start(first, period, act);

    /// <inheritdoc/>
    public void Dispose()
    {
        Alarm[] pending;
        lock (_gate)
        {
            _disposed = true;
            pending = [.. _pending];
            _pending.Clear();
        }

        foreach (var alarm in pending)
        {
            alarm.Dispose();
        }
    }

    private bool Start(TimeSpan wait, TimeSpan period, Action act)
    {
        lock (_gate)
        {
            if (_disposed || _pending.Count >= capacity)
            {
                return false;
            }

            var alarm = new Alarm(this, act, isOnce: period == Timeout.InfiniteTimeSpan);
            _pending.Add(alarm);
            alarm.Start(_time, wait, period);
            return true;
        }
    }

    private void Remove(Alarm alarm)
    {
        lock (_gate)
        {
            _pending.Remove(alarm);
        }
    }

    private sealed class Alarm(Alarms owner, Action act, bool isOnce) : IDisposable
    {
        private readonly Lock _own = new();
        private DateTimeOffset _due;
        private ITimer? _timer;

        public void Start(TimeProvider time, TimeSpan wait, TimeSpan period)
        {
            _due = time.GetUtcNow() + wait;

            // Held until the timer is assigned: it may fire before CreateTimer returns.
            lock (_own)
            {
                _timer = time.CreateTimer(static state => ((Alarm)state!).Ring(), this, wait, period);
            }
        }

        public void Dispose()
        {
            lock (_own)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }

        // Timers count ticks of their own and may ring a moment early by the clock that all else here goes by: what was to be over then would
        // be found still in force, and nobody would look again.
        private bool IsEarly()
        {
            var left = _due - owner._time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            lock (_own)
            {
                _timer?.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }

            return true;
        }

        private void Ring()
        {
            if (isOnce)
            {
                if (IsEarly())
                {
                    return;
                }

                owner.Remove(this);
                Dispose();
            }

            act();
        }
    }
}
