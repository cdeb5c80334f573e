using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>A relay that the plug refused to set, at whichever of its error levels.</summary>
public sealed record SlotRefusal(OutletSlot Slot, Failure Failure);
