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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HouseSurroundings _around;
    private readonly ILogger _log;
    private readonly Dictionary<HouseName, IActorRef> _houses = [];
    private readonly PlugRegister _register = new();
    private readonly List<HeldBack> _heldBack = [];
    private readonly List<(HouseDefinition Definition, IActorRef Asker)> _beingApplied = [];

    /// <summary>Makes one.</summary>
    /// <param name="around">What is around each house.</param>
    public HousesActor(HouseSurroundings around)
    {
        _around = around;
        _log = around.Loggers.CreateLogger<HousesActor>();
        Receive<OpenHouse>(open => Open(open.House));
        Receive<ApplyHouse>(apply =>
        {
            Open(apply.House);
            WhenAllHaveTold(apply.House, apply);
        });
        Receive<RollBackHouse>(command => WhenAllHaveTold(command.House, command));
        Receive<HouseSettled>(settled => Settle(settled.House));
        Receive<ClaimPlugs>(claim => WhenAllHaveTold(claim.House, claim));
        Receive<PlugsHeld>(held =>
        {
            _register.Holds(held.House, held.Plugs);
            foreach (var (house, plugs) in _register.Contested())
            {
                if (_houses.TryGetValue(house, out var told) && !told.IsNobody())
                {
                    told.Tell(new PlugsContested(house, plugs));
                }
            }

            TakeUp();
        });
        Receive<PatienceOver>(_ => GiveUpWaiting());
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
        Receive<Reopen>(reopen => _houses[reopen.House] = Start(reopen.House, StorageHealth.Unavailable));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    // Two files that come close upon one another must not both get a plug: a definition on its way to its house counts as applied.
    private void Redefine(IForHouse message, HouseDefinition? definition, IActorRef asker)
    {
        var now = _around.Clock.GetCurrentInstant();
        if (definition is not null && (_register.Objection(definition, now) ?? Claims(message.House).Conflict(definition)) is { } objection)
        {
            asker.Tell(new Refused(RefusalReason.Conflict, objection));
        }
        else if (_houses.TryGetValue(message.House, out var house) && !house.IsNobody())
        {
            if (definition is not null)
            {
                _beingApplied.Add((definition, asker));
            }

            house.Tell(message, asker);
        }
        else
        {
            asker.Tell(Absent(message.House));
        }
    }

    private PlugClaims Claims(HouseName but)
    {
        var claims = new PlugClaims();
        foreach (var (name, view) in _around.Board.Views.Where(view => view.Key != but))
        {
            claims.Add(name, view.State);
        }

        foreach (var applied in _beingApplied.Where(applied => applied.Definition.Name != but))
        {
            claims.Add(applied.Definition);
        }

        return claims;
    }

    private void Settle(HouseName house)
    {
        if (_beingApplied.FindIndex(applied => applied.Definition.Name == house) is >= 0 and var oldest)
        {
            _beingApplied.RemoveAt(oldest);
        }
    }

    private Refused Absent(HouseName name) => _houses.ContainsKey(name)
        ? new Refused(RefusalReason.StorageUnavailable, $"House '{name}' cannot read or write its journal, so nothing was changed. It tries again every {Pause.TotalSeconds:0} s; the hive's log says what keeps it.")
        : new Refused(RefusalReason.UnknownHouse, $"There is no house '{name}'.");

    private IActorRef Open(HouseName name)
    {
        if (!_houses.TryGetValue(name, out var house) || house.IsNobody())
        {
            house = Start(name, house is null ? StorageHealth.Available : StorageHealth.Unavailable);
            _houses[name] = house;
            Timers.Cancel(name);
        }

        return house;
    }

    private IActorRef Start(HouseName name, StorageHealth storage)
    {
        _register.Opened(name);
        return Context.Watch(Context.ActorOf(Props.Create(() => new HouseActor(name, _around, storage))));
    }

    // Which house has which plug is known only once each has read its journal.
    private void WhenAllHaveTold(HouseName house, object message)
    {
        if (_register.IsCompleteFor(house))
        {
            CarryOut(message, Sender);
        }
        else
        {
            _heldBack.Add(new HeldBack(house, message, Sender));
            Timers.StartSingleTimer(PatienceOver.Instance, PatienceOver.Instance, Patience);
        }
    }

    private void TakeUp()
    {
        foreach (var ready in _heldBack.Where(held => _register.IsCompleteFor(held.House)).ToList())
        {
            _heldBack.Remove(ready);
            CarryOut(ready.Message, ready.Asker);
        }
    }

    // A house whose journal cannot be read must not keep a person from working on the others; what joins by itself can wait.
    private void GiveUpWaiting()
    {
        foreach (var waiting in _heldBack.Where(held => held.Message is ApplyHouse or RollBackHouse).ToList())
        {
            _heldBack.Remove(waiting);
            CarryOut(waiting.Message, waiting.Asker);
        }
    }

    private void CarryOut(object message, IActorRef asker)
    {
        var now = _around.Clock.GetCurrentInstant();
        switch (message)
        {
            case ApplyHouse apply:
                Open(apply.House);
                Redefine(apply, apply.Definition, asker);
                break;
            case RollBackHouse command:
                Redefine(command, _around.Board.Views.GetValueOrDefault(command.House)?.State.Before?.Definition, asker);
                break;
            case ClaimPlugs claim:
                asker.Tell(_register.Claim(claim.House, claim.Plugs, now));
                break;
            default:
                throw new InvalidOperationException($"{message.GetType().Name} does not wait for anybody.");
        }
    }

    private void Fallen(IActorRef actor)
    {
        foreach (var (name, house) in _houses.Where(pair => pair.Value.Equals(actor)).ToList())
        {
            _houses[name] = ActorRefs.Nobody;
            foreach (var applied in _beingApplied.Where(applied => applied.Definition.Name == name).ToList())
            {
                // It fell before it came to this, so nobody else says so.
                _beingApplied.Remove(applied);
                applied.Asker.Tell(Absent(name));
            }

            LogFallen(name.Value, Pause.TotalSeconds);
            Timers.StartSingleTimer(name, new Reopen(name), Pause);
            if (_around.Board.Views.TryGetValue(name, out var view))
            {
                _around.Board.Publish(view with { Version = view.Version + 1, Storage = StorageHealth.Unavailable });
            }
            else
            {
                _around.Board.CannotRead(name);
            }
        }
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Error, Message = "House {House} stopped; it starts again in {Seconds} s.")]
    private partial void LogFallen(string house, double seconds);

    private sealed record Reopen(HouseName House) : INoSerializationVerificationNeeded;

    private sealed record HeldBack(HouseName House, object Message, IActorRef Asker);

    private sealed record PatienceOver : INoSerializationVerificationNeeded
    {
        public static PatienceOver Instance { get; } = new();
    }
}
