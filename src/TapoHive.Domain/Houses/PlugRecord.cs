using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What a house remembers of one plug.</summary>
/// <param name="Id">Its address for messages.</param>
/// <param name="Name">Its name.</param>
/// <param name="Membership">How it came to the house.</param>
/// <param name="Identity">Which device it is.</param>
/// <param name="Account">The account it belongs to.</param>
/// <param name="Address">Where it was last reached.</param>
/// <param name="Offer">How it was last spoken to.</param>
/// <param name="Model">Its model; empty while unknown.</param>
/// <param name="Alias">Its name in the vendor's app; empty while unknown.</param>
/// <param name="Room">Its room.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Protection">Whether only its own name means it.</param>
/// <param name="Press">What a press means.</param>
/// <param name="Outlets">Its outlets; one, <see cref="OutletSlot.Whole"/>, until a strip has shown its own.</param>
/// <param name="Problem">The trouble that began and has not ended.</param>
/// <param name="AssignmentRevision">The revision of the last event that changes what its actor is told.</param>
/// <param name="Forced">How often an operator said <c>retry</c>.</param>
/// <param name="RivalledAt">When it was last recorded that another client takes its sessions.</param>
/// <param name="WellSince">When its last trouble ended; absent where it had none.</param>
public sealed record PlugRecord(
    PlugId Id,
    PlugName Name,
    Membership Membership,
    PlugIdentity Identity,
    AccountName Account,
    PlugAddress? Address,
    TransportOffer? Offer,
    string Model,
    string Alias,
    string? Room,
    ImmutableArray<string> Tags,
    Protect Protection,
    PressPolicy Press,
    ImmutableSortedDictionary<OutletSlot, OutletRecord> Outlets,
    PlugProblem? Problem = null,
    long AssignmentRevision = 0,
    long Forced = 0,
    Instant? RivalledAt = null,
    Instant? WellSince = null)
{
    /// <summary>The outlet of a plug that has no other: what is wrong with either is told under the plug's name.</summary>
    [JsonIgnore]
    public OutletRecord? OnlyOutlet => Outlets.Count == 1 ? Outlets.Values.First() : null;
}
