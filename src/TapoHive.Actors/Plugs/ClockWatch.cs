using NodaTime;

namespace TapoHive.Actors.Plugs;

/// <summary>Notices that the clock was set, by a second one that only ever runs on: durations must not grow when a clock is set back
/// (DESIGN 4, rule 8).</summary>
internal sealed class ClockWatch(IClock clock, TimeProvider elapsing)
{
    private static readonly Duration Least = Duration.FromSeconds(1);
    private Instant _shown = clock.GetCurrentInstant();
    private long _at = elapsing.GetTimestamp();

    /// <summary>How far the clock was set since this was asked last, beyond the time that truly passed; nothing where it was not.</summary>
    /// <param name="shown">What it shows now.</param>
    public Duration? Step(Instant shown)
    {
        var at = elapsing.GetTimestamp();
        var step = shown - _shown - Duration.FromTimeSpan(elapsing.GetElapsedTime(_at, at));
        (_shown, _at) = (shown, at);
        return step >= Least || step <= -Least ? step : null;
    }
}
