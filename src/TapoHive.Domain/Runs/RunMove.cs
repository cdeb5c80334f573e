using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Runs;

/// <summary>What a run of several steps does now.</summary>
/// <param name="Events">What happens; nothing while it has to wait.</param>
/// <param name="LookAgainAt">When time alone may let it go on; absent where only plugs can.</param>
public sealed record RunMove(ImmutableArray<HouseEvent> Events, Instant? LookAgainAt);
