using Microsoft.Extensions.Time.Testing;

namespace TapoHive.Control.Tests.Testing;

/// <summary>A time that stands until it is moved, and tells whether anybody waits for it.</summary>
internal sealed class StandingTime : FakeTimeProvider
{
    private int _waits;

    /// <summary>How many waits were begun.</summary>
    public int Waits => Volatile.Read(ref _waits);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _waits);
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
