
namespace TapoHive.Emulator.Faults;

/// <summary>The faults of one plug, and how much of each is left. Thread-safe.</summary>
internal sealed class FaultSet(TimeProvider time)
{
    private const int Most = 64;
    private readonly Lock _gate = new();
    private Entry[] _entries = [];

    /// <summary>Whether there is any, spent ones included.</summary>
    public bool IsEmpty => Volatile.Read(ref _entries).Length == 0;

    /// <summary>What is in force or still to come.</summary>
    public IReadOnlyList<Fault> Listed
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                return [.. _entries.Where(e => !e.IsSpent(now)).Select(static e => e.Fault)];
            }
        }
    }

    /// <summary>How late every request comes: the delays that pick none. Whoever reads a request waits so long first, as for a slow network.</summary>
    public TimeSpan OnTheWay
    {
        get
        {
            if (IsEmpty)
            {
                return TimeSpan.Zero;
            }

            lock (_gate)
            {
                var now = time.GetUtcNow();
                return _entries.Aggregate(TimeSpan.Zero, (sum, e) => e.IsOnTheWay && e.IsInForce(now) ? sum + ((Fault.Delay)e.Fault).By : sum);
            }
        }
    }

    /// <summary>Sets a fault; false when too many are set.</summary>
    public bool Add(Fault fault, FaultScope scope)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            Entry[] kept = [.. _entries.Where(e => !e.IsSpent(now))];
            if (kept.Length >= Most)
            {
                return false;
            }

            _entries = [.. kept, new Entry(fault, scope, now + scope.At)];
            return true;
        }
    }

    /// <summary>Clears all.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries = [];
        }
    }

    /// <summary>Clears what a test picks.</summary>
    public void Clear(Predicate<Fault> which)
    {
        lock (_gate)
        {
            _entries = [.. _entries.Where(e => !which(e.Fault))];
        }
    }

    /// <summary>The standing fault of a kind that is in force now.</summary>
    public T? Standing<T>()
        where T : Fault
    {
        if (IsEmpty)
        {
            return null;
        }

        lock (_gate)
        {
            var now = time.GetUtcNow();
            return _entries.Where(e => e.IsInForce(now)).Select(static e => e.Fault).OfType<T>().LastOrDefault();
        }
    }

    /// <summary>Takes the faults that hit one request, and counts it; those of its way here are over by then.</summary>
    public IReadOnlyList<Fault> Draw(RequestTraits request)
    {
        if (IsEmpty)
        {
            return [];
        }

        lock (_gate)
        {
            var now = time.GetUtcNow();
            return [.. _entries.Where(e => !e.IsOnTheWay && e.Hits(request, now)).Select(static e => e.Fault)];
        }
    }

    private sealed class Entry(Fault fault, FaultScope scope, DateTimeOffset from)
    {
        private int _seen;

        public Fault Fault { get; } = fault;

        public bool IsOnTheWay { get; } = fault is Fault.Delay && scope is { After: 0, Next: null, Method: null };

        public bool IsInForce(DateTimeOffset now) => now >= from && !IsSpent(now);

        public bool IsSpent(DateTimeOffset now) =>
            (scope.For is { } length && now >= from + length) || (scope.Next is { } next && _seen >= scope.After + next);

        public bool Hits(RequestTraits request, DateTimeOffset now)
        {
            if (!IsInForce(now) || !request.Fits(Fault.Concern, Fault is Fault.Expired) || !request.Names(scope.Method))
            {
                return false;
            }

            _seen++;
            return _seen > scope.After;
        }
    }
}
