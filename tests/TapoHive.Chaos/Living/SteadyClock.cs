using NodaTime;

namespace TapoHive.Chaos.Living;

/// <summary>The clock that a hive and its emulated plugs share: it begins at the wall clock's time and then only runs on. A wall clock that is set or slowed
/// down meanwhile would let plugs move before they were told to.</summary>
internal sealed class SteadyClock : TimeProvider, IClock
{
    private readonly DateTimeOffset _origin = System.GetUtcNow();
    private readonly long _begun = System.GetTimestamp();

    private SteadyClock()
    {
    }

    public static SteadyClock Instance { get; } = new();

    public override DateTimeOffset GetUtcNow() => _origin + System.GetElapsedTime(_begun);

    public Instant GetCurrentInstant() => Instant.FromDateTimeOffset(GetUtcNow());
}
