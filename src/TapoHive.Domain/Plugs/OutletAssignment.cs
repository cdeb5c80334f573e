using System.Collections.Immutable;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Plugs;

/// <summary>What is wanted of one outlet; nothing where nobody asks.</summary>
public sealed record OutletAssignment(OutletSlot Slot, Desired? Desired);
