using NodaTime;

namespace TapoHive.Domain.Readings;

/// <summary>What is seldom looked at of a plug as a whole; what it does not tell is absent.</summary>
/// <param name="Updates">Whether it updates itself, after it was told not to where that was wanted.</param>
/// <param name="Clock">Its clock, before it was set.</param>
/// <param name="ClockSetBy">How far its clock was set, where it was off: forward, or back where it is negative.</param>
public sealed record PlugSettings(AutoUpdate? Updates, PlugClock? Clock, Duration? ClockSetBy = null)
{
    /// <summary>A clock that is off by less is right: plugs count seconds, and answers travel.</summary>
    public static readonly Duration ClockTolerance = Duration.FromSeconds(60);
}
