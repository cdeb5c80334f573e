namespace TapoHive.Emulator.Houses;

/// <summary>The time that plugs live in: it starts at the wall clock's and then runs on the monotonic clock, so that a stepped wall clock neither fires a
/// countdown nor tears a hole into the energy count. Thread-safe.</summary>
public sealed class SteadyTime : TimeProvider
{
    private const int MostReadings = 1000;
    private static readonly TimeSpan Close = TimeSpan.FromMicroseconds(50);
    private readonly DateTimeOffset _origin;
    private readonly long _begun;

    private SteadyTime()
    {
        // A process put aside between the two readings would be behind by that for as long as it lives.
        for (var reading = 0; reading < MostReadings; reading++)
        {
            var before = System.GetTimestamp();
            _origin = System.GetUtcNow();
            _begun = System.GetTimestamp();
            if (System.GetElapsedTime(before, _begun) < Close)
            {
                break;
            }
        }
    }

    /// <summary>The one of this process.</summary>
    public static SteadyTime Instance { get; } = new();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _origin + System.GetElapsedTime(_begun);
}
