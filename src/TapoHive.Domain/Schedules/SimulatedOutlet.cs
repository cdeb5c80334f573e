using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Schedules;

/// <summary>What becomes of an outlet.</summary>
/// <param name="Name">Which.</param>
/// <param name="On">How long it is on.</param>
/// <param name="Changes">When it changes, the state it begins with first where it has one.</param>
public sealed record SimulatedOutlet(OutletName Name, Duration On, ImmutableArray<SimulatedChange> Changes);
