using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Schedules;

/// <summary>An outlet changes.</summary>
/// <param name="At">When.</param>
/// <param name="To">To what.</param>
/// <param name="Because">On whose behalf: <c>schedule:dusk</c>.</param>
public sealed record SimulatedChange(Instant At, PowerState To, string Because);
