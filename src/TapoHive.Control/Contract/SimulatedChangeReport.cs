using TapoHive.Domain.Outlets;

namespace TapoHive.Control.Contract;

/// <summary>An outlet changes.</summary>
/// <param name="At">When, RFC 3339 with the offset of its house.</param>
/// <param name="To">To what.</param>
/// <param name="Because">On whose behalf.</param>
public sealed record SimulatedChangeReport(string At, PowerState To, string Because);
