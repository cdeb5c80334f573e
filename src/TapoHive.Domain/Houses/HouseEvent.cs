using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Houses;

/// <summary>Something that happened to a house, for ever. Its number in the journal is the house's revision.</summary>
/// <param name="At">When.</param>
public abstract record HouseEvent(Instant At);

/// <summary>A house file was applied.</summary>
public sealed record HouseApplied(Instant At, HouseDefinition Definition, string Source, string SourceHash, Origin? By = null) : HouseEvent(At);

/// <summary>The definition before the present one came back.</summary>
public sealed record HouseRolledBack(Instant At, Origin By) : HouseEvent(At);

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

/// <summary>A run of one step began: intents for all its outlets, in one event, durable before the first relay moves.</summary>
/// <param name="At">When.</param>
/// <param name="Verb">What was asked: <c>on</c>, <c>off</c>, <c>toggle</c>, <c>scene</c>, <c>undo</c>.</param>
/// <param name="Origin">By whom.</param>
/// <param name="Window">How long the run waits for proof.</param>
/// <param name="Until">When its intents end by themselves.</param>
/// <param name="Holding">What else may end them.</param>
/// <param name="Intents">What it wants.</param>
/// <param name="Scene">The scene it is a run of.</param>
/// <param name="Layer">The layer it fills; absent for the manual one.</param>
/// <param name="Occurrence">The firing of a schedule it belongs to.</param>
/// <param name="Undoes">The run that it takes back.</param>
/// <param name="Beforehand">What was known of other outlets before it began: those it was meant for too and leaves alone.</param>
public sealed record RunStarted(
    Instant At,
    string Verb,
    Origin Origin,
    Duration Window,
    Instant? Until,
    Holding Holding,
    ImmutableArray<RunIntent> Intents,
    SceneName? Scene = null,
    Layer? Layer = null,
    RunOccurrence? Occurrence = null,
    RunId? Undoes = null,
    ImmutableArray<OutletEvidence>? Beforehand = null) : HouseEvent(At);

/// <summary>What a run wants of one outlet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Plug">Its plug.</param>
/// <param name="Slot">Its relay.</param>
/// <param name="Wanted">What is to be proven.</param>
/// <param name="PutBack">Of an undo: the manual and schedule slots as they are from then on.</param>
public sealed record RunIntent(OutletName Name, PlugId Plug, OutletSlot Slot, PowerState Wanted, IntentSlots? PutBack = null);

/// <summary>A run ended; its evidence.</summary>
/// <param name="At">When.</param>
/// <param name="Run">What came of it.</param>
/// <param name="By">Who ended it, where somebody did.</param>
public sealed record RunSettled(Instant At, RunEvidence Run, Origin? By = null) : HouseEvent(At);

/// <summary>Outlets that a settled run had given up were proven after all, because their intents had stayed.</summary>
public sealed record RunCompleted(Instant At, RunId Run, ImmutableArray<OutletEvidence> Outlets) : HouseEvent(At);

/// <summary>A run of several steps was accepted: its whole plan, and nothing of it begun. Each step begins with an event of its own.</summary>
/// <param name="At">When.</param>
/// <param name="Verb">What was asked.</param>
/// <param name="Origin">By whom.</param>
/// <param name="Window">How long each outlet may take, where its step does not say.</param>
/// <param name="Scene">The scene it is a run of.</param>
/// <param name="Layer">The layer it fills.</param>
/// <param name="Steps">What is to be done, in order.</param>
/// <param name="OnFailure">What a failed step leads to.</param>
/// <param name="Occurrence">The firing of a schedule it belongs to.</param>
public sealed record RunPlanned(
    Instant At,
    string Verb,
    Origin Origin,
    Duration Window,
    SceneName Scene,
    Layer Layer,
    ImmutableArray<PlannedStep> Steps,
    FailurePolicy OnFailure,
    RunOccurrence? Occurrence = null) : HouseEvent(At);

/// <summary>A step of a run began, or more outlets of one whose outlets follow each other.</summary>
/// <param name="At">When.</param>
/// <param name="Run">Which run.</param>
/// <param name="Step">Which of its steps, from 0.</param>
/// <param name="Origin">Who started the run.</param>
/// <param name="Intents">What is wanted from now on; nothing where the step only waits.</param>
public sealed record StepBegan(Instant At, RunId Run, int Step, Origin Origin, ImmutableArray<RunIntent> Intents) : HouseEvent(At);

/// <summary>A step of a run is over; what came of its outlets.</summary>
public sealed record StepEnded(Instant At, RunId Run, int Step, ImmutableArray<OutletEvidence> Outlets) : HouseEvent(At);

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

/// <summary>Occurrences of schedules were decided not to be carried out; those that are carried out are runs.</summary>
public sealed record OccurrencesSkipped(Instant At, ImmutableArray<SkippedOccurrence> Skipped) : HouseEvent(At);

/// <summary>A schedule, or all of the house but some, is paused.</summary>
public sealed record SchedulesPaused(Instant At, Origin Origin, ScheduleName? Schedule, Instant? Until, ImmutableArray<ScheduleName> Except) : HouseEvent(At);

/// <summary>The pause of a schedule, or of the house, is over.</summary>
public sealed record SchedulesResumed(Instant At, Origin Origin, ScheduleName? Schedule) : HouseEvent(At);

/// <summary>A person said to leave out the next occurrence of a schedule.</summary>
public sealed record NextOccurrenceSkipped(Instant At, Origin Origin, ScheduleName Schedule, OccurrenceKey Key, Instant Due) : HouseEvent(At);

/// <summary>The clock was set back far: what it had decided ahead of time is forgotten.</summary>
public sealed record ScheduleClockCorrected(Instant At, ImmutableArray<ScheduleName> Schedules) : HouseEvent(At);

/// <summary>Troubles have lasted for as long as the house lets pass: people are to be told.</summary>
public sealed record TroublesRaised(Instant At, ImmutableArray<RaisedTrouble> Troubles) : HouseEvent(At);

/// <summary>Troubles that people were to be told of are over.</summary>
public sealed record TroublesCleared(Instant At, ImmutableArray<TroubleKey> Keys) : HouseEvent(At);

/// <summary>A channel has been told everything up to a revision.</summary>
public sealed record AlertsTold(Instant At, AlertChannel Channel, long Through) : HouseEvent(At);

/// <summary>Somebody else works on a plug: another client takes its session, or (where a slot is given) an outlet is switched against the house.</summary>
public sealed record ContestSeen(Instant At, PlugId Plug, OutletSlot? Slot = null) : HouseEvent(At);
