namespace TapoHive.Emulator.Devices;

/// <summary>The time all plugs of a house live in: it starts at the wall clock's and then runs on the monotonic clock, so that a
/// stepped wall clock neither fires a countdown nor tears a hole into the energy count. Thread-safe.</summary>
internal sealed class HouseClock(TimeProvider time)
{
    private readonly DateTimeOffset _origin = time.GetUtcNow();
    private readonly long _originTicks = time.GetTimestamp();

    /// <summary>The clock underneath, for timers.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>This instant, in UTC.</summary>
    public DateTimeOffset Now => _origin + Time.GetElapsedTime(_originTicks);
}
