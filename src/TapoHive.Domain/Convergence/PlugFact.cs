using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>Something that a plug's actor saw happen.</summary>
public abstract record PlugFact
{
    private PlugFact()
    {
    }

    /// <summary>The house said what it wants.</summary>
    public sealed record Assigned(PlugAssignment Assignment) : PlugFact;

    /// <summary>An effect was begun.</summary>
    public sealed record Began(PlugEffect Effect) : PlugFact;

    /// <summary>Symmetric keys exist; who answers is unproven.</summary>
    public sealed record KeysAgreed : PlugFact;

    /// <summary>The session is open, and this is what the plug says of itself.</summary>
    public sealed record Connected(PlugReading Reading, Instant SessionEnds, string? Notice) : PlugFact;

    /// <summary>The effect under way failed.</summary>
    public sealed record Failed(Failure Failure) : PlugFact;

    /// <summary>Relays were set; what the plug acknowledged of each, and the reading made after it.</summary>
    public sealed record Switched(ImmutableArray<SlotRefusal> Refusals, PlugReading Reading) : PlugFact;

    /// <summary>Countdowns were seen to, and the plug was read after it.</summary>
    public sealed record TimersObserved(ImmutableArray<TimerSeen> Timers, PlugReading Reading) : PlugFact;

    /// <summary>The settings of the plug as a whole were looked at, and seen to.</summary>
    public sealed record SettingsObserved(PlugSettings Settings) : PlugFact;

    /// <summary>What is stored on an outlet was looked at.</summary>
    public sealed record RulesObserved(OutletSlot Slot, Instant At, StoredRules Rules) : PlugFact;

    /// <summary>The clock was set: this far forward, or back where it is negative, besides the time that truly passed.</summary>
    public sealed record ClockStepped(Duration By) : PlugFact;

    /// <summary>The plug was read, and some of its meters along with it.</summary>
    public sealed record ReadingObserved(PlugReading Reading, ImmutableArray<EnergyReading> Energy = default) : PlugFact;

    /// <summary>The plug told which of its outlets measure energy.</summary>
    public sealed record MetersFound(ImmutableArray<OutletSlot> Slots) : PlugFact;

    /// <summary>Somebody wants to know what a meter recorded.</summary>
    public sealed record SeriesAsked(SeriesQuestion Question) : PlugFact;

    /// <summary>What it recorded; absent where it records nothing, or does not tell.</summary>
    public sealed record SeriesRead(SeriesQuestion Question, EnergySeries? Series) : PlugFact;

    /// <summary>The session was ended by ourselves.</summary>
    public sealed record Disconnected(string Reason) : PlugFact;

    /// <summary>A discovery answer of this plug.</summary>
    public sealed record SightingObserved(Sighting Sighting) : PlugFact;

    /// <summary>How the device at an address wants to be spoken to, found out over HTTP because discovery got no answer.</summary>
    public sealed record TransportObserved(PlugAddress Address, TransportOffer Offer) : PlugFact;

    /// <summary>The probe is over; sightings, if any, came before.</summary>
    public sealed record ProbeEnded : PlugFact;

    /// <summary>Somebody needs a reading made from now on.</summary>
    public sealed record ReadingRequested : PlugFact;

    /// <summary>Another plug accepted the credential that was held back here: it may be asked for again.</summary>
    public sealed record CredentialProven : PlugFact;

    /// <summary>The house has recorded these presses.</summary>
    public sealed record PressesRecorded(int Count) : PlugFact;
}
