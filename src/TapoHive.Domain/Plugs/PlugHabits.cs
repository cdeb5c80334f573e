using NodaTime;

namespace TapoHive.Domain.Plugs;

/// <summary>What is seldom looked at of a plug, as far as it was.</summary>
/// <param name="Updates">Whether it updates itself.</param>
/// <param name="ClockOff">How far its clock was off when it was last looked at, before it was set right: slow where it is positive. Absent while unknown.</param>
public sealed record PlugHabits(SelfUpdate Updates, Duration? ClockOff);
