using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Houses;

/// <summary>A found plug of one of a house's accounts that waits for <c>tapohive adopt</c>. No login was tried on it.</summary>
/// <param name="Name">What it is called while it waits: the name it had in the house, else model and hardware address.</param>
/// <param name="Alias">Its name in the vendor's app, where it was known once; empty otherwise, because only a login tells it.</param>
/// <param name="Reason">Why it waits.</param>
/// <param name="Sighting">Where and when it was last seen.</param>
public sealed record WaitingPlug(PlugName Name, string Alias, WaitingReason Reason, Sighting Sighting);
