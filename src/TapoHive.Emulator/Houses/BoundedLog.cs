namespace TapoHive.Emulator.Houses;

/// <summary>The last so many entries of something; older ones are dropped and counted. Thread-safe.</summary>
internal sealed class BoundedLog<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _entries = new();
    private long _added;

    /// <summary>How many were dropped.</summary>
    public long Dropped { get; private set; }

    /// <summary>What is there now, oldest first.</summary>
    public IReadOnlyList<T> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>What is there now of what came after an entry's number, oldest first. Numbers count from 1, also over those dropped or forgotten.</summary>
    public IReadOnlyList<(long Number, T Entry)> After(long number)
    {
        lock (_gate)
        {
            var first = _added - _entries.Count + 1;
            return [.. _entries.Select((entry, index) => (first + index, entry)).Where(numbered => numbered.Item1 > number)];
        }
    }

    /// <summary>Notes one more.</summary>
    public void Add(T entry)
    {
        lock (_gate)
        {
            if (_entries.Count >= capacity)
            {
                _entries.Dequeue();
                Dropped++;
            }

            _entries.Enqueue(entry);
            _added++;
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }
}
