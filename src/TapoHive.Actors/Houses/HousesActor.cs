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

    /// <summary>Makes one.</summary>
    /// <param name="around">What is around each house.</param>
    public HousesActor(HouseSurroundings around)
    {
        _around = around;
        _log = around.Loggers.CreateLogger<HousesActor>();
        Receive<OpenHouse>(open => Open(open.House));
        Receive<ApplyHouse>(apply => Open(apply.House).Forward(apply));
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

    private IActorRef Start(HouseName name) => Context.Watch(Context.ActorOf(Props.Create(() => new HouseActor(name, _around))));

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
}
