using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Plugs;

/// <summary>What a plug's actor knows of one outlet.</summary>
/// <param name="Slot">Which.</param>
/// <param name="Alias">Its own name on a strip.</param>
/// <param name="State">What was last read; absent before the first reading.</param>
/// <param name="Protection">The plug's own protection.</param>
/// <param name="ProvenRevision">The newest <see cref="Intents.Desired.Revision"/> that a reading made after it has shown to be the case; 0 for none.</param>
/// <param name="ProvenAt">When that reading was made.</param>
/// <param name="Attempts">Commands sent for the desired state of <paramref name="Revision"/>.</param>
/// <param name="Revision">The desired revision these figures are about; 0 for none.</param>
/// <param name="Problem">What keeps this outlet from it, where that is not the plug's own problem.</param>
/// <param name="OnSince">Since when it has been on, by the plug's own count where it tells one.</param>
/// <param name="Over">What ended the desired state of <paramref name="Revision"/>, where something did.</param>
/// <param name="Armed">The countdown that the hive has armed on it.</param>
/// <param name="Cause">What made it change to <paramref name="State"/>.</param>
/// <param name="SentAt">When the last command was sent.</param>
/// <param name="Acknowledged">How many of the commands the plug said it had carried out.</param>
/// <param name="Notice">What is worth knowing of it and is no problem.</param>
/// <param name="FightAt">When it was last let be because it is switched against the house.</param>
/// <param name="StoredRules">How many things that are stored on the plug switch it; absent while they were not looked at.</param>
public sealed record OutletReport(
    OutletSlot Slot,
    string Alias,
    PowerState? State,
    Protection Protection,
    long ProvenRevision,
    Instant? ProvenAt,
    int Attempts,
    long Revision,
    PlugProblem? Problem,
    Instant? OnSince = null,
    EndCause? Over = null,
    ArmedTimer? Armed = null,
    ChangeCause? Cause = null,
    Instant? SentAt = null,
    int Acknowledged = 0,
    string? Notice = null,
    Instant? FightAt = null,
    int? StoredRules = null);
