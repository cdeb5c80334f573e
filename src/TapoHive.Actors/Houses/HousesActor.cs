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
                Sender.Tell(house is null
                    ? new Refused(RefusalReason.UnknownHouse, $"There is no house '{message.House}'.")
                    : new Refused(RefusalReason.StorageUnavailable, $"House '{message.House}' cannot write its journal, so nothing was changed. It tries again every {Pause.TotalSeconds:0} s."));
            }
        });
        Receive<Terminated>(stopped => Fallen(stopped.ActorRef));
        Receive<Reopen>(reopen => _houses[reopen.House] = Start(reopen.House));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

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

    private IActorRef Start(HouseName name)
    {
        _register.Opened(name);
        return Context.Watch(Context.ActorOf(Props.Create(() => new HouseActor(name, _around))));
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
        foreach (var waiting in _heldBack.Where(held => held.Message is ApplyHouse).ToList())
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
            case ApplyHouse apply when _register.Objection(apply.Definition, now) is { } objection:
                asker.Tell(new Refused(RefusalReason.Invalid, objection));
                break;
            case ApplyHouse apply:
                Open(apply.House).Tell(apply, asker);
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

    private sealed record HeldBack(HouseName House, object Message, IActorRef Asker);

    private sealed record PatienceOver : INoSerializationVerificationNeeded
    {
        public static PatienceOver Instance { get; } = new();
    }
}
