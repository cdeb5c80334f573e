using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Runs;

/// <summary>What a run wants of one outlet.</summary>
public sealed record RunTarget(OutletKey Outlet, PowerState Wanted);
