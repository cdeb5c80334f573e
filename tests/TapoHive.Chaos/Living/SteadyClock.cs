using NodaTime;
using TapoHive.Emulator.Houses;

namespace TapoHive.Chaos.Living;

/// <summary>The emulated plugs' time as the hive's clock: were theirs behind, plugs would seem to move before they were told to.</summary>
internal sealed class SteadyClock : IClock
{
    private SteadyClock()
    {
    }

    public static SteadyClock Instance { get; } = new();

    public Instant GetCurrentInstant() => Instant.FromDateTimeOffset(SteadyTime.Instance.GetUtcNow());
}
