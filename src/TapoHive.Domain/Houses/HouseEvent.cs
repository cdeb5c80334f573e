using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Houses;

/// <summary>Something that happened to a house, for ever. Its number in the journal is the house's revision.</summary>
/// <param name="At">When.</param>
public abstract record HouseEvent(Instant At);

/// <summary>A house file was applied.</summary>
public sealed record HouseApplied(Instant At, HouseDefinition Definition, string Source, string SourceHash) : HouseEvent(At);

/// <summary>An unlisted plug of one of our accounts was found, and let in: by an operator, or (<paramref name="By"/> absent) because the house
/// takes in what it finds. <paramref name="Name"/> is provisional until it tells its alias.</summary>
public sealed record PlugFound(
    Instant At,
    PlugId Plug,
    PlugName Name,
    Mac Mac,
    DiscoveryId? DiscoveryId,
    string Model,
    AccountName Account,
    PlugAddress Address,
    TransportOffer Offer,
    Origin? By = null) : HouseEvent(At);

/// <summary>A found plug joined the house under the slug of its alias.</summary>
public sealed record PlugAdopted(Instant At, PlugId Plug, PlugName Name, string Alias) : HouseEvent(At);

/// <summary>A found plug turned out to be one that the file lists by its device id.</summary>
public sealed record PlugRecognised(Instant At, PlugId Found, PlugId Listed) : HouseEvent(At);

/// <summary>Something new was learnt of a plug; what is absent did not change.</summary>
public sealed record PlugLearnt(
    Instant At,
    PlugId Plug,
    Mac? Mac = null,
    DeviceId? DeviceId = null,
    DiscoveryId? DiscoveryId = null,
    PlugAddress? Address = null,
    TransportOffer? Offer = null,
    string? Model = null,
    string? Alias = null) : HouseEvent(At);

/// <summary>A strip showed its outlets.</summary>
public sealed record OutletsLearnt(Instant At, PlugId Plug, ImmutableArray<LearntOutlet> Outlets) : HouseEvent(At);

/// <summary>One outlet of a strip: its position, and the part of its name after the dot.</summary>
public sealed record LearntOutlet(OutletSlot Slot, string Name);

/// <summary>A run began: intents for all its outlets, in one event, durable before the first relay moves.</summary>
public sealed record RunStarted(
    Instant At,
    string Verb,
    Origin Origin,
    Duration Window,
    Instant? Until,
    Holding Holding,
    ImmutableArray<RunIntent> Intents) : HouseEvent(At);

/// <summary>What a run wants of one outlet.</summary>
public sealed record RunIntent(OutletName Name, PlugId Plug, OutletSlot Slot, PowerState Wanted);

/// <summary>A run ended; its evidence.</summary>
public sealed record RunSettled(Instant At, RunEvidence Run) : HouseEvent(At);

/// <summary>Buttons were pressed, and the press is followed: manual intents.</summary>
public sealed record PressesFollowed(Instant At, ImmutableArray<FollowedPress> Presses) : HouseEvent(At);

/// <summary>One press. <paramref name="Origin"/> says what it was instead, where it was no button.</summary>
public sealed record FollowedPress(PlugId Plug, OutletSlot Slot, PowerState State, Instant At, Origin? Origin = null);

/// <summary>Manual intents were taken back by a person.</summary>
public sealed record IntentsReleased(Instant At, Origin Origin, ImmutableArray<OutletKey> Outlets) : HouseEvent(At);

/// <summary>Intents reached their own end.</summary>
public sealed record IntentsEnded(Instant At, ImmutableArray<EndedIntent> Intents) : HouseEvent(At);

/// <summary>One intent that ended.</summary>
public sealed record EndedIntent(PlugId Plug, OutletSlot Slot, Layer Layer);

/// <summary>Outlets were read in another state than before.</summary>
public sealed record StatesObserved(Instant At, ImmutableArray<StateObserved> States) : HouseEvent(At);

/// <summary>One outlet's new state, and what explains it.</summary>
public sealed record StateObserved(PlugId Plug, OutletSlot Slot, PowerState State, Instant At, string Cause, Instant? OnSince = null);

/// <summary>A plug, or one outlet of it, is in trouble, or in another trouble than before.</summary>
public sealed record TroubleBegan(Instant At, PlugId Plug, OutletSlot? Slot, FailureKind Kind, string Message) : HouseEvent(At);

/// <summary>A trouble ended.</summary>
public sealed record TroubleEnded(Instant At, PlugId Plug, OutletSlot? Slot) : HouseEvent(At);

/// <summary>A credential is about to be sent to a plug that counts wrong ones. Durable before it is sent.</summary>
public sealed record CredentialTried(Instant At, PlugId Plug, CredentialFingerprint Fingerprint) : HouseEvent(At);

/// <summary>A plug accepted or refused a credential.</summary>
public sealed record CredentialJudged(Instant At, PlugId Plug, CredentialFingerprint Fingerprint, CredentialStanding Standing) : HouseEvent(At);

/// <summary>An operator wants plugs tried again at once, quarantine or not.</summary>
public sealed record PlugsRetried(Instant At, Origin Origin, ImmutableArray<PlugId> Plugs) : HouseEvent(At);

/// <summary>Outlets had been on for as long as they may be: their on-intents are over, and only a later intent switches them on again.</summary>
public sealed record MaxOnReached(Instant At, ImmutableArray<ReachedMaxOn> Outlets) : HouseEvent(At);

/// <summary>One outlet that reached its <c>max-on</c>.</summary>
public sealed record ReachedMaxOn(PlugId Plug, OutletSlot Slot);

/// <summary>Countdowns on plugs were armed by the hive, or removed (no <see cref="TimerArmed.Timer"/>), so that a hive that starts anew knows its own.</summary>
public sealed record TimersArmed(Instant At, ImmutableArray<TimerArmed> Timers) : HouseEvent(At);

/// <summary>The countdown of one outlet.</summary>
public sealed record TimerArmed(PlugId Plug, OutletSlot Slot, ArmedTimer? Timer = null);

/// <summary>An operator took a found plug out of the house: it is not taken in again by itself.</summary>
public sealed record PlugForgotten(Instant At, Origin Origin, PlugId Plug, PlugName Name, Mac Mac) : HouseEvent(At);
