using System.Collections.Immutable;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Plugs;

/// <summary>
/// All that a house tells the actor of one plug. From this alone the actor can be rebuilt at any time; it names the account,
/// never the secret.
/// </summary>
/// <param name="Id">The plug's address for messages.</param>
/// <param name="House">The house that owns it.</param>
/// <param name="Name">Its name there, for sentences to people.</param>
/// <param name="Identity">Which device it is.</param>
/// <param name="Account">The account to log in with.</param>
/// <param name="AccountOwner">The owner hash that plugs of this account show.</param>
/// <param name="Address">Where it was last seen.</param>
/// <param name="Offer">How it was last spoken to.</param>
/// <param name="Press">What a press on it means.</param>
/// <param name="Outlets">What is wanted of each outlet, ordered by slot.</param>
/// <param name="Revision">The house's revision this was made at; an older one than the last is ignored.</param>
/// <param name="DiscoveryPort">UDP port that plugs of this house listen on.</param>
/// <param name="Forced">Grows with each <c>retry</c> by an operator: pauses, quarantine and the owner hint are forgotten once.</param>
/// <param name="Updates">What is made of it where it updates itself.</param>
/// <param name="HousePlugs">How many plugs the house has: no account of it has more.</param>
public sealed record PlugAssignment(
    PlugId Id,
    HouseName House,
    PlugName Name,
    PlugIdentity Identity,
    AccountName Account,
    OwnerHash AccountOwner,
    PlugAddress? Address,
    TransportOffer? Offer,
    PressPolicy Press,
    ImmutableArray<OutletAssignment> Outlets,
    long Revision,
    int DiscoveryPort = DiscoveryDefinition.UsualPort,
    long Forced = 0,
    FirmwareUpdates Updates = FirmwareUpdates.Left,
    int HousePlugs = 1);
