using NodaTime;

namespace TapoHive.Actors.Telemetry;

/// <summary>For how long energy is kept.</summary>
/// <param name="Samples">The looks themselves.</param>
/// <param name="Minutes">What flowed by the minute.</param>
/// <param name="Quarters">What flowed by the quarter of an hour, and by the day.</param>
public sealed record EnergyKeeping(Duration Samples, Duration Minutes, Duration Quarters)
{
    /// <summary>The defaults.</summary>
    public static EnergyKeeping Usual { get; } = new(Duration.FromDays(2), Duration.FromDays(31), Duration.FromDays(3660));
}
