using NodaTime;

namespace TapoHive.Domain.Plugs;

/// <summary>What is seldom looked at of a plug, as far as it was.</summary>
/// <param name="Updates">Whether it updates itself.</param>
/// <param name="ClockOff">How far its clock was off when it was last looked at, before it was set right: slow where it is positive. Absent while unknown.</param>
/// <param name="RivalSeenAt">When another client last took its session; absent where none was noticed.</param>
public sealed record PlugHabits(SelfUpdate Updates, Duration? ClockOff, Instant? RivalSeenAt);
