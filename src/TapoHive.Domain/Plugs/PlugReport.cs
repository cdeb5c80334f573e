using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Plugs;

/// <summary>
/// All that a plug's actor knows, told to its house. At most one report is unacknowledged at a time and newer ones replace
/// those not yet sent, so nothing is lost and nothing queues.
/// </summary>
/// <param name="Id">Which plug.</param>
/// <param name="Number">Counts the reports of one life of the actor.</param>
/// <param name="At">When it was written.</param>
/// <param name="Phase">Where its session stands.</param>
/// <param name="ExpiredBecause">Why the session ended, where it did.</param>
/// <param name="Identity">Who it is, as far as learnt.</param>
/// <param name="Address">Where it is spoken to.</param>
/// <param name="Offer">How it is spoken to.</param>
/// <param name="Model">Its model; empty while unknown.</param>
/// <param name="Firmware">Its firmware; empty while unknown.</param>
/// <param name="Alias">Its name in the vendor's app; empty where unknown.</param>
/// <param name="Signal">Received signal in dBm.</param>
/// <param name="ReadAt">When it was last read.</param>
/// <param name="TriedAt">When it was last tried to reach it: the end of the last exchange, good or bad.</param>
/// <param name="Outlets">Its outlets, as far as known.</param>
/// <param name="Problem">What is wrong with the plug as a whole.</param>
/// <param name="Notice">A sentence worth knowing that is no problem (setup credentials in use, a rival).</param>
/// <param name="Presses">Presses on its buttons since the last acknowledged report.</param>
/// <param name="RivalAt">When another client was last seen to take its sessions, as long as that is worth knowing.</param>
/// <param name="Habits">What is seldom looked at, as far as it was.</param>
public sealed record PlugReport(
    PlugId Id,
    long Number,
    Instant At,
    SessionPhase Phase,
    string? ExpiredBecause,
    PlugIdentity Identity,
    PlugAddress? Address,
    TransportOffer? Offer,
    string Model,
    string Firmware,
    string Alias,
    int? Signal,
    Instant? ReadAt,
    Instant? TriedAt,
    ImmutableArray<OutletReport> Outlets,
    PlugProblem? Problem,
    string? Notice,
    ImmutableArray<Press> Presses,
    Instant? RivalAt = null,
    PlugHabits? Habits = null)
{
    /// <summary>The report on one outlet.</summary>
    public OutletReport? Of(OutletSlot slot) => Outlets.FirstOrDefault(outlet => outlet.Slot == slot);
}
