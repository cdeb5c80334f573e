using System.Collections.Concurrent;

namespace TapoHive.Protocol.Http;

/// <summary>Makes the clocks of requests. Those that did not go off are used again: there are thousands a second. Thread-safe.</summary>
internal sealed class Deadlines(TimeProvider time)
{
    private const int MostSpare = 1024;
    private readonly ConcurrentQueue<CancellationTokenSource> _spare = new();

    /// <summary>A clock that runs from now.</summary>
    public Deadline Begin(TimeSpan first, CancellationToken caller)
    {
        if (_spare.TryDequeue(out var either))
        {
            either.CancelAfter(first);
        }
        else
        {
            either = new CancellationTokenSource(first, time);
        }

        return new Deadline(this, either, caller);
    }

    internal void TakeBack(CancellationTokenSource either)
    {
        // One that has gone off, or goes by another clock than the system's, cannot be set back.
        if (_spare.Count < MostSpare && either.TryReset())
        {
            _spare.Enqueue(either);
        }
        else
        {
            either.Dispose();
        }
    }
}
