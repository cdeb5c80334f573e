using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>All that a plug's actor knows. Immutable; changed only by <see cref="PlugObservation"/>, read by <see cref="PlugDecision"/>.</summary>
public sealed record PlugState
{
    /// <summary>An actor that has not heard from its house.</summary>
    public static PlugState Unassigned { get; } = new();

    /// <summary>What the house wants; absent before its first word.</summary>
    public PlugAssignment? Assignment { get; init; }

    /// <summary>Where the session stands.</summary>
    public SessionPhase Phase { get; init; } = SessionPhase.Unpaired;

    /// <summary>Why it ended.</summary>
    public string? ExpiredBecause { get; init; }

    /// <summary>When the present session must be renewed.</summary>
    public Instant SessionEnds { get; init; } = Instant.MinValue;

    /// <summary>Who the plug is.</summary>
    public PlugIdentity Identity { get; init; } = new();

    /// <summary>Where to connect.</summary>
    public PlugAddress? Address { get; init; }

    /// <summary>An address where another device answered; not tried again before <see cref="ForeignUntil"/>, unless a sighting says so.</summary>
    public PlugAddress? ForeignAddress { get; init; }

    /// <summary>How often in a row another device answered there.</summary>
    public int ForeignMet { get; init; }

    /// <summary>When that address may be this plug's again: where no sighting reaches the hive, only a try can tell.</summary>
    public Instant ForeignUntil { get; init; } = Instant.MinValue;

    /// <summary>How to speak.</summary>
    public TransportOffer? Offer { get; init; }

    /// <summary>What the plug's last sighting says of its owner.</summary>
    public Ownership Ownership { get; init; } = Ownership.Unknown;

    /// <summary>Whether its last sighting calls it fresh from the factory.</summary>
    public Binding Binding { get; init; } = Binding.Bound;

    /// <summary>Model, empty while unknown.</summary>
    public string Model { get; init; } = "";

    /// <summary>Firmware, empty while unknown.</summary>
    public string Firmware { get; init; } = "";

    /// <summary>Name in the vendor's app, empty while unknown.</summary>
    public string Alias { get; init; } = "";

    /// <summary>Received signal in dBm.</summary>
    public int? Signal { get; init; }

    /// <summary>What the session's opening gave to know, and is no problem.</summary>
    public string? Notice { get; init; }

    /// <summary>When the plug was last read.</summary>
    public Instant? ReadAt { get; init; }

    /// <summary>When the last exchange ended, well or badly.</summary>
    public Instant? TriedAt { get; init; }

    /// <summary>The outlets.</summary>
    public OutletMap<OutletConvergence> Outlets { get; init; } = OutletMap<OutletConvergence>.Empty;

    /// <summary>What is going on.</summary>
    public PlugEffect? UnderWay { get; init; }

    /// <summary>The account it is going on for: the house may change its mind meanwhile.</summary>
    public OwnerHash? UnderWayFor { get; init; }

    /// <summary>Exchanges in a row that failed.</summary>
    public int Failures { get; init; }

    /// <summary>Whether discovery should be asked before the next connection.</summary>
    public ProbeNeed Probe { get; init; } = ProbeNeed.None;

    /// <summary>Nothing is sent before this moment.</summary>
    public Instant NextTryAt { get; init; } = Instant.MinValue;

    /// <summary>When the plug should be read next.</summary>
    public Instant NextReadAt { get; init; } = Instant.MinValue;

    /// <summary>Whether somebody needs a reading that was asked for later than the exchange under way.</summary>
    public ReadingNeed ReadingNeed { get; init; } = ReadingNeed.None;

    /// <summary>Whether the account may be tried here.</summary>
    public Quarantine Quarantine { get; init; } = Quarantine.None;

    /// <summary>Where a login that spends an attempt was refused since one was last accepted here, once for each of the first few refusals.</summary>
    public ImmutableArray<PlugAddress> RefusedAt { get; init; } = [];

    /// <summary>Sessions lost in the last minute: a rival shows like this.</summary>
    public ImmutableArray<Instant> SessionsLost { get; init; } = [];

    /// <summary>When another client was last seen taking the session.</summary>
    public Instant? RivalSeenAt { get; init; }

    /// <summary>When an outlet last changed, or the house last wanted something else.</summary>
    public Instant? ChangedAt { get; init; }

    /// <summary>The look at what is seldom looked at.</summary>
    public Inspection? Inspection { get; init; }

    /// <summary>Its meters.</summary>
    public PlugMeters Meters { get; init; } = PlugMeters.Unknown;

    /// <summary>What may still be asked of the plug.</summary>
    public RequestAllowance Allowance { get; init; } = RequestAllowance.Full;

    /// <summary>No request before this moment, because there were many.</summary>
    public Instant NextRequestAt { get; init; } = Instant.MinValue;

    /// <summary>What is wrong with the plug as a whole.</summary>
    public PlugProblem? Problem { get; init; }

    /// <summary>The last failure, whether or not it is a problem yet.</summary>
    public Failure? LastFailure { get; init; }

    /// <summary>Presses that the house has not recorded yet.</summary>
    public ImmutableArray<Press> Presses { get; init; } = [];

    /// <summary>What the house is told; the actor adds the number.</summary>
    public PlugReport Report(long number, Instant now) => new(
        Assignment!.Id,
        number,
        now,
        Phase,
        Phase == SessionPhase.Expired ? ExpiredBecause : null,
        Identity,
        Address,
        Offer,
        Model,
        Firmware,
        Alias,
        Signal,
        ReadAt,
        TriedAt,
        ImmutableArray.CreateRange(
            Outlets.Values,
            static (outlet, now) => new OutletReport(
                outlet.Slot,
                outlet.Alias,
                outlet.Reported,
                outlet.Protection,
                outlet.ProvenRevision,
                outlet.ProvenAt,
                outlet.Attempts,
                outlet.Desired?.Revision ?? 0,
                outlet.Problem,
                outlet.OnSince,
                outlet.Over,
                outlet.Timer.Ours?.At(now),
                outlet.Cause,
                outlet.SentAt,
                outlet.Acknowledged,
                PlugNotices.Of(outlet, now),
                outlet.FightSeenAt,
                outlet.Rules is { } rules ? rules.Schedules.Length + (rules.AutoOff is null ? 0 : 1) + (rules.AwayMode ? 1 : 0) : null),
            now),
        Problem,
        PlugNotices.Of(this, now),
        Presses,
        RivalSeenAt,
        Habits);

    private PlugHabits? Habits => Inspection?.Settings is not { } settings ? null : new PlugHabits(
        settings.Updates switch { null => SelfUpdate.Unknown, { Enabled: true } => SelfUpdate.On, _ => SelfUpdate.Off },
        settings.Clock is null ? null : settings.ClockSetBy ?? Duration.Zero);
}
