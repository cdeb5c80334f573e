using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Domain.Houses;

/// <summary>Where an outlet is in a house: which plug, which relay.</summary>
public readonly record struct OutletKey(PlugId Plug, OutletSlot Slot);
