using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Messages;

/// <summary>Let another device take the place of a plug. Answered by <see cref="Replaced"/> or <see cref="Refused"/>.</summary>
/// <param name="House">Which house.</param>
/// <param name="Plug">The plug whose place is taken: its name or hardware address.</param>
/// <param name="Successor">Who takes it.</param>
/// <param name="Origin">By whom.</param>
public sealed record ReplacePlug(HouseName House, string Plug, string Successor, Origin Origin) : IForHouse;

/// <summary>A plug was replaced, durably.</summary>
/// <param name="House">The house.</param>
/// <param name="Plug">The plug, by the name that goes on.</param>
/// <param name="Mac">The new device.</param>
/// <param name="Old">The old one, where it was known.</param>
/// <param name="Listing">How the plug came to the house.</param>
public sealed record Replaced(HouseName House, PlugName Plug, Mac Mac, Mac? Old, Membership Listing);
