namespace TapoHive.Emulator.Houses;

/// <summary>The last so many entries of something; older ones are dropped and counted. Thread-safe.</summary>
internal sealed class BoundedLog<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _entries = new();

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
