using Akka.Actor;
using Microsoft.Extensions.Logging;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Houses;

/// <summary>
/// The parent of all houses. A house begins with <see cref="ApplyHouse"/> or <see cref="OpenHouse"/>. One that stops (its journal
/// failed) is started again after a pause; until then it takes nothing, and says so.
/// </summary>
public sealed partial class HousesActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly HouseSurroundings _around;
    private readonly ILogger _log;
    private readonly Dictionary<HouseName, IActorRef> _houses = [];
    private readonly List<HouseDefinition> _beingApplied = [];

    /// <summary>Makes one.</summary>
    /// <param name="around">What is around each house.</param>
    public HousesActor(HouseSurroundings around)
    {
        _around = around;
        _log = around.Loggers.CreateLogger<HousesActor>();
        Receive<OpenHouse>(open => Open(open.House));
        Receive<ApplyHouse>(apply => Redefine(apply, apply.Definition));
        Receive<RollBackHouse>(command => Redefine(command, around.Board.Views.GetValueOrDefault(command.House)?.State.Before?.Definition));
        Receive<HouseSettled>(settled => Settle(settled.House));
        Receive<IForHouse>(message =>
        {
            if (_houses.TryGetValue(message.House, out var house) && !house.IsNobody())
            {
                house.Forward(message);
            }
            else
            {
                Sender.Tell(Absent(message.House));
            }
        });
        Receive<Terminated>(stopped => Fallen(stopped.ActorRef));
        Receive<Reopen>(reopen => _houses[reopen.House] = Start(reopen.House));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    // A plug has one house. Houses do not know each other's plugs; all definitions come past here, and one that is on its way to its
    // house counts as applied.
    private void Redefine(IForHouse message, HouseDefinition? definition)
    {
        if (definition is not null && Claims(message.House).Conflict(definition) is { } conflict)
        {
            Sender.Tell(new Refused(RefusalReason.Conflict, conflict));
            return;
        }

        if (message is ApplyHouse)
        {
            Open(message.House);
        }

        if (_houses.TryGetValue(message.House, out var house) && !house.IsNobody())
        {
            _beingApplied.AddRange(definition is null ? [] : [definition]);
            house.Forward(message);
        }
        else
        {
            Sender.Tell(Absent(message.House));
        }
    }

    private PlugClaims Claims(HouseName but)
    {
        var claims = new PlugClaims();
        foreach (var (name, view) in _around.Board.Views.Where(view => view.Key != but))
        {
            claims.Add(name, view.State);
        }

        foreach (var definition in _beingApplied.Where(definition => definition.Name != but))
        {
            claims.Add(definition);
        }

        return claims;
    }

    private void Settle(HouseName house)
    {
        if (_beingApplied.FindIndex(definition => definition.Name == house) is >= 0 and var oldest)
        {
            _beingApplied.RemoveAt(oldest);
        }
    }

    private Refused Absent(HouseName name) => _houses.ContainsKey(name)
        ? new Refused(RefusalReason.StorageUnavailable, $"House '{name}' cannot write its journal, so nothing was changed. It tries again every {Pause.TotalSeconds:0} s.")
        : new Refused(RefusalReason.UnknownHouse, $"There is no house '{name}'.");

    private IActorRef Open(HouseName name)
    {
        if (!_houses.TryGetValue(name, out var house) || house.IsNobody())
        {
            house = Start(name);
            _houses[name] = house;
            Timers.Cancel(name);
        }

        return house;
    }

    private IActorRef Start(HouseName name) => Context.Watch(Context.ActorOf(Props.Create(() => new HouseActor(name, _around))));

    private void Fallen(IActorRef actor)
    {
        foreach (var (name, house) in _houses.Where(pair => pair.Value.Equals(actor)).ToList())
        {
            _houses[name] = ActorRefs.Nobody;
            _beingApplied.RemoveAll(definition => definition.Name == name);
            LogFallen(name.Value, Pause.TotalSeconds);
            Timers.StartSingleTimer(name, new Reopen(name), Pause);
            if (_around.Board.Views.TryGetValue(name, out var view))
            {
                _around.Board.Publish(view with { Version = view.Version + 1, Storage = StorageHealth.Unavailable });
            }
        }
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Error, Message = "House {House} stopped; it starts again in {Seconds} s.")]
    private partial void LogFallen(string house, double seconds);

    private sealed record Reopen(HouseName House) : INoSerializationVerificationNeeded;
}
