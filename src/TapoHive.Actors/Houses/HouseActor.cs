using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Persistence;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Selectors;

namespace TapoHive.Actors.Houses;

/// <summary>
/// One house: its one event stream, and the shell around the decisions in Domain. What is asked while a write is under way shares
/// the next one; replies follow the write; readers look at the board and never wait.
/// </summary>
public sealed partial class HouseActor : ReceivePersistentActor, IWithTimers
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private const int MostGatherings = 10;
    private static readonly TimeSpan OwnEvery = TimeSpan.FromSeconds(60);

    private readonly HouseName _name;
    private readonly HouseSurroundings _around;
    private readonly ILogger _log;
    private readonly List<HouseWork> _work = [];
    private readonly RunBook _runs = new();
    private readonly ToggleBook _toggles = new();
    private readonly CredentialDesk _credentials = new();
    private readonly ConvergenceTimes _times = new();
    private readonly Dictionary<PlugId, IActorRef> _reported = [];
    private StorageHealth _storage;
    private HouseState _state = HouseState.Empty;
    private readonly ImmutableDictionary<PlugId, PlugReport>.Builder _reports = ImmutableDictionary.CreateBuilder<PlugId, PlugReport>();
    private List<HouseWork> _beingWritten = [];
    private bool _flushAsked;

    // How often the present write was put off for reports that are still coming, and how many there were then.
    private int _gatherings;
    private int _gathered;
    private bool _showAsked;
    private long _version;
    private HouseView? _shown;
    private TraceContext? _answering;

    /// <summary>Makes one.</summary>
    public HouseActor(HouseName name, HouseSurroundings around)
        : this(name, around, StorageHealth.Available)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="name">The house.</param>
    /// <param name="around">What is around it.</param>
    /// <param name="storage">What is known of its journal: after a write that failed it counts as unavailable until one has worked again, because to read proves nothing.</param>
    public HouseActor(HouseName name, HouseSurroundings around, StorageHealth storage)
    {
        _name = name;
        _around = around;
        _storage = storage;
        _log = around.Loggers.CreateLogger<HouseActor>();

        Recover<SnapshotOffer>(offer => _state = (HouseState)offer.Snapshot);
        Recover<HouseEvent>(happened => _state = HouseEvolution.Evolve(_state, happened));
        Recover<RecoveryCompleted>(_ => Wake());

        // Nothing else comes as often: it is asked for first.
        Command<PlugReported>(Reported);
        Command<ApplyHouse>(Apply);
        Command<RollBackHouse>(RollBack);
        Command<SwitchOutlets>(Switch);
        Command<ReleaseOutlets>(Release);
        Command<RetryPlugs>(Retry);
        Command<AdoptPlugs>(Adopt);
        Command<ForgetPlugs>(ForgetSome);
        Command<ReplacePlug>(Replace);
        Command<PlugsClaimed>(Claimed);
        Command<PlugsContested>(Contested);
        Command<RunScene>(Play);
        Command<CancelRun>(Cancel);
        Command<UndoRun>(Undo);
        Command<RunActor.MoveRun>(Move);
        Command<RunActor.EndRun>(End);
        ReceiveSchedules();
        ReceiveAlerts();
        Command<Sighted>(Seen);
        Command<CredentialAsked>(Asked);
        Command<CredentialTested>(Tested);
        Command<Flush>(_ => Write());
        Command<Gathered>(_ => GatherOn());
        Command<Show>(_ => AdvanceAndShow());
        Command<IntentsDue>(_ => End());
        Command<WindowsOver>(_ => AdvanceAndShow());
        Command<TogglesOver>(_ => ResolveToggles());
        Command<OwnAgain>(_ =>
        {
            foreach (var plug in _state.Plugs.Values)
            {
                OwnUnlessContested(plug);
            }

            if (_state.Definition is { } definition)
            {
                _around.Discovery.Tell(new LookFor(_name, definition.Discovery, Occasion.Reminder));
            }

            ProveStorage();

            // A waiting plug that is not seen any more is taken off the list, and a house of which there is no news is seen to live.
            Publish();
        });
        ReceiveSnapshots();
    }

    /// <inheritdoc/>
    public override string PersistenceId => PersistenceIdOf(_name);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private Instant Now => _around.Clock.GetCurrentInstant();

    // The same until one of them changes.
    private ImmutableDictionary<PlugId, PlugReport> Reports => _reports.ToImmutable();

    /// <summary>The name of a house's stream in the journal.</summary>
    public static string PersistenceIdOf(HouseName house) => $"house-{house.Value}";

    private void Wake()
    {
        _awake = Now;
        if (_state.Definition is not null)
        {
            Introduce();
            TellPlugs(PlugChanges.Between(HouseState.Empty, _state), static _ => null);
        }

        ProveStorage();
        FollowRuns();
        TellWhoIsHere();
        Timers.StartPeriodicTimer(OwnAgain.Instance, OwnAgain.Instance, OwnEvery);
        ArmTimers();
        AskShow();
    }

    private void Introduce()
    {
        _around.Vault.Learn(_name, _state.Definition!.Accounts);
        _around.Discovery.Tell(new LookFor(_name, _state.Definition.Discovery));
    }

    private void TellPlugs(PlugChanges changes, Func<PlugRecord, TraceContext?> traceOf)
    {
        foreach (var (plug, assignment, isAnother) in changes.Told)
        {
            if (isAnother)
            {
                // Nothing that its actor knows is true of this one.
                _around.Plugs.Tell(new Forget(plug.Id, _name));
                _reports.Remove(plug.Id);
            }

            // What is told anew may be another address, or an operator's word to try again.
            _leftUntil.Remove(plug.Id);
            if (MayOwn(plug))
            {
                _around.Plugs.Tell(new Own(assignment, traceOf(plug)));
            }
        }

        foreach (var gone in changes.Gone)
        {
            _around.Plugs.Tell(new Forget(gone, _name));
            _reports.Remove(gone);
        }
    }

    private void ArmTimers()
    {
        Arm(IntentsDue.Instance, CommandDecision.NextEnd(_state));
        Arm(WindowsOver.Instance, _runs.NextWindowEnd(_state));
        ArmAlerts();
    }

    private void Arm(object timer, Instant? due)
    {
        if (due is { } at)
        {
            var pause = Duration.Min(at - Now, Duration.FromHours(1));
            Timers.StartSingleTimer(timer, timer, pause <= Duration.Zero ? TimeSpan.FromMilliseconds(1) : pause.ToTimeSpan());
        }
        else
        {
            Timers.Cancel(timer);
        }
    }

    private void Publish()
    {
        _shown = new HouseView(_name, ++_version, Now, _state, Reports, _storage) { Waiting = Waiting };
        _around.Board.Publish(_shown);
    }

    // Whoever follows the board looks around at each view: one that shows what the last one showed is none.
    private void PublishNews()
    {
        if (_shown is not { } last || !ReferenceEquals(last.State, _state) || !ReferenceEquals(last.Reports, Reports) || last.Waiting != Waiting)
        {
            Publish();
        }
    }

    private void AskShow()
    {
        if (!_showAsked)
        {
            _showAsked = true;
            Self.Tell(Show.Instance);
        }
    }

    private void AdvanceAndShow()
    {
        _showAsked = false;
        foreach (var settled in _runs.Advance(_name, _state, Reports, Now))
        {
            Enqueue(
                state => state.OpenRuns.ContainsKey(settled.Evidence.Id) ? [new RunSettled(Now, settled.Evidence)] : [],
                _ => settled.Asker.Tell(new RunProgressed(_name, settled.Evidence)),
                ActorRefs.Nobody);
        }

        ShowRuns();
        PublishNews();
        Arm(WindowsOver.Instance, _runs.NextWindowEnd(_state));
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "House {House}: applied {Source} as revision {Revision}.")]
    private partial void LogApplied(string house, string source, long revision);

    private sealed class Gathered : INoSerializationVerificationNeeded
    {
        public static Gathered Instance { get; } = new();
    }

    private sealed class Show : INoSerializationVerificationNeeded
    {
        public static Show Instance { get; } = new();
    }

    private sealed class IntentsDue : INoSerializationVerificationNeeded
    {
        public static IntentsDue Instance { get; } = new();
    }

    private sealed class WindowsOver : INoSerializationVerificationNeeded
    {
        public static WindowsOver Instance { get; } = new();
    }

    private sealed class TogglesOver : INoSerializationVerificationNeeded
    {
        public static TogglesOver Instance { get; } = new();
    }

    private sealed class OwnAgain : INoSerializationVerificationNeeded
    {
        public static OwnAgain Instance { get; } = new();
    }
}
