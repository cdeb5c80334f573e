using System.Runtime.CompilerServices;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Discovery;
using TapoHive.Actors.History;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Plugs;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors;

/// <summary>The actor tree of a hive, put together in one place. Everything outside speaks to <see cref="Houses"/> and
/// <see cref="Discovery"/>, and reads the <see cref="Board"/>.</summary>
public sealed class Hive
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TelemetryInbox? _inbox;
    private readonly StrongBox<PlugPolicy> _policy;
    private readonly IActorRef _plugs;

    private Hive(HouseBoard board, IActorRef houses, IActorRef plugs, IActorRef discovery, IActorRef history, IActorRef telemetry, TelemetryInbox? inbox, StrongBox<PlugPolicy> policy)
    {
        _plugs = plugs;
        _inbox = inbox;
        _policy = policy;
        Telemetry = telemetry;
        Board = board;
        Houses = houses;
        Discovery = discovery;
        History = history;
    }

    /// <summary>The last view of every house.</summary>
    public HouseBoard Board { get; }

    /// <summary>Takes whatever is for a house.</summary>
    public IActorRef Houses { get; }

    /// <summary>Takes <see cref="Messages.Discover"/>.</summary>
    public IActorRef Discovery { get; }

    /// <summary>Takes <see cref="ReadHistory"/> and <see cref="ReadPast"/>; nobody where no history is kept.</summary>
    public IActorRef History { get; }

    /// <summary>Takes <see cref="ReadEnergy"/>; nobody where energy is not kept.</summary>
    public IActorRef Telemetry { get; }

    /// <summary>The last look at an outlet's meter; nothing where it has none, or was not looked at yet.</summary>
    public EnergySample? LastLook(OutletKey outlet) => _inbox?.LastOf(outlet);

    /// <summary>How many looks at meters wait to be stored.</summary>
    public int TelemetryWaiting => _inbox?.Waiting ?? 0;

    /// <summary>Starts the tree in an actor system.</summary>
    public static Hive Start(ActorSystem system, HiveOptions options)
    {
        var board = new HouseBoard();
        var houses = new StrongBox<IActorRef>();
        var discovery = system.ActorOf(Props.Create(() => new DiscoveryActor(options.Keys, options.Clock, options.Loggers)), "discovery");
        var inbox = options.Telemetry is null ? null : new TelemetryInbox();
        var policy = new StrongBox<PlugPolicy>(options.Policy);
        var aroundPlugs = new PlugSurroundings(houses, discovery, new AdmissionDesk(options.Admission), options.Vault, options.Connector, options.Clock, policy, options.Loggers) { Elapsing = options.Elapsing, Telemetry = inbox };
        var plugs = system.ActorOf(Props.Create(() => new PlugsActor(aroundPlugs, options.HoldsPlugs)), "plugs");
        var aroundHouses = new HouseSurroundings(plugs, discovery, options.Vault, board, options.Clock, options.Loggers, options.Cron);
        houses.Value = system.ActorOf(Props.Create(() => new HousesActor(aroundHouses)), "houses");
        var history = options.History is { } kept
            ? system.ActorOf(Props.Create(() => new HistoryActor(kept, board, options.Clock, options.Loggers)), "history")
            : ActorRefs.Nobody;
        var telemetry = options.Telemetry is { } metered
            ? system.ActorOf(Props.Create(() => new TelemetryActor(metered, inbox!, board, plugs, options.Clock, options.Loggers)), "telemetry")
            : ActorRefs.Nobody;
        return new Hive(board, houses.Value, plugs, discovery, history, telemetry, inbox, policy);
    }

    /// <summary>Looks for plugs now, wherever the houses look; nothing where discovery is too busy to say.</summary>
    public async Task<Discovered?> LookAsync(Duration listen, CancellationToken cancellation)
    {
        try
        {
            var found = await Discovery.Ask<Discovered>(new Discover([], listen), listen.ToTimeSpan() + Patience, cancellation).ConfigureAwait(false);
            return found with { Survey = await MachineSigns.AddToAsync(found.Survey).ConfigureAwait(false) };
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Gives plugs other times to live by; each goes by them from its next step on.</summary>
    public void LiveBy(PlugPolicy policy) => _policy.Value = policy;

    /// <summary>Lets plugs start that were held until everything else had.</summary>
    public void StartPlugs() => _plugs.Tell(PlugsActor.StartAll.Instance);

    /// <summary>Wakes a house that the journal knows.</summary>
    public void Open(HouseName house) => Houses.Tell(new OpenHouse(house));
}
