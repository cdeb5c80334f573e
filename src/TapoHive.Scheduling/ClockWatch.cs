using NodaTime;

namespace TapoHive.Scheduling;

/// <summary>Notices that the clock was set, or that the machine slept: wall time and elapsed time part.</summary>
internal sealed class ClockWatch(IClock clock, TimeProvider elapsed)
{
    /// <summary>How far they may part before it counts: clocks are disciplined by small steps all the time.</summary>
    public static readonly Duration Tolerance = Duration.FromSeconds(2);

    private Instant _wall = clock.GetCurrentInstant();
    private long _stamp = elapsed.GetTimestamp();

    /// <summary>By how much the clock was stepped since the last look; nothing where it was not.</summary>
    public Duration? Look()
    {
        var wall = clock.GetCurrentInstant();
        var stamp = elapsed.GetTimestamp();
        var step = wall - _wall - Duration.FromTimeSpan(elapsed.GetElapsedTime(_stamp, stamp));
        _wall = wall;
        _stamp = stamp;
        return step > Tolerance || step < -Tolerance ? step : null;
    }
}
