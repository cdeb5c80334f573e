namespace TapoHive.Emulator.Houses;

/// <summary>Things to do later, on the house's clock. Thread-safe; bounded.</summary>
internal sealed class Alarms(TimeProvider time, int capacity) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<Alarm> _pending = [];
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
            alarm.Start(time, wait, period);
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
        private ITimer? _timer;

        public void Start(TimeProvider time, TimeSpan wait, TimeSpan period)
        {
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

        private void Ring()
        {
            if (isOnce)
            {
                owner.Remove(this);
                Dispose();
            }

            act();
        }
    }
}
