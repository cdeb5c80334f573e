using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Messages;

/// <summary>Let waiting plugs into a house. Answered by <see cref="Adopting"/> or <see cref="Refused"/>.</summary>
/// <param name="House">Which house.</param>
/// <param name="Plugs">Names or hardware addresses of waiting plugs, or <c>all</c>.</param>
/// <param name="Origin">By whom.</param>
public sealed record AdoptPlugs(HouseName House, ImmutableArray<string> Plugs, Origin Origin) : IForHouse;

/// <summary>Plugs were let in, durably. Each joins under its alias as soon as it has told it.</summary>
/// <param name="House">The house.</param>
/// <param name="Plugs">They.</param>
public sealed record Adopting(HouseName House, ImmutableArray<Mac> Plugs);

/// <summary>Take found plugs out of a house. Answered by <see cref="Forgotten"/> or <see cref="Refused"/>.</summary>
/// <param name="House">Which house.</param>
/// <param name="Plugs">Their names or hardware addresses.</param>
/// <param name="Origin">By whom.</param>
public sealed record ForgetPlugs(HouseName House, ImmutableArray<string> Plugs, Origin Origin) : IForHouse;

/// <summary>Plugs were taken out, durably.</summary>
public sealed record Forgotten(HouseName House, ImmutableArray<PlugName> Plugs);

/// <summary>House to the parent of all houses: these are my plugs. Said when the house wakes and whenever they change.</summary>
public sealed record PlugsHeld(HouseName House, ImmutableArray<Mac> Plugs);

/// <summary>House to the parent of all houses: may these plugs be mine? Answered by <see cref="PlugsClaimed"/> once every house has said
/// which are its own.</summary>
public sealed record ClaimPlugs(HouseName House, ImmutableArray<Mac> Plugs);

/// <summary>The answer to a claim.</summary>
/// <param name="House">Whose claim it was.</param>
/// <param name="Granted">The plugs that are free for it now.</param>
/// <param name="Held">Those that another house has, and which.</param>
public sealed record PlugsClaimed(HouseName House, ImmutableArray<Mac> Granted, ImmutableSortedDictionary<Mac, HouseName> Held);

/// <summary>The parent of all houses to a house: these of your plugs another house has too, and had first.</summary>
/// <param name="House">Who is told.</param>
/// <param name="Plugs">Which plugs, and whose they are; empty where none is contested any more.</param>
public sealed record PlugsContested(HouseName House, ImmutableSortedDictionary<Mac, HouseName> Plugs);
