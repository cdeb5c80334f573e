using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace TapoHive.Emulator.Tests.Clients;

/// <summary>Virtual time that tells how long somebody waits: whoever lets it pass before that runs ahead of what is to be tested.</summary>
internal sealed class WatchedTime(DateTimeOffset now) : FakeTimeProvider(now)
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    /// <summary>Whether somebody has begun to wait for so long.</summary>
    public bool IsAwaited(TimeSpan wait) => Waits(wait) > 0;

    /// <summary>How often somebody has begun to wait for so long.</summary>
    public int Waits(TimeSpan wait) => _waits.Count(began => began == wait);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);

        // What comes again and again is nobody's wait: the emulator looks for idle connections every 30 s, say.
        if (period == Timeout.InfiniteTimeSpan)
        {
            _waits.Enqueue(dueTime);
        }

        return timer;
    }
}
