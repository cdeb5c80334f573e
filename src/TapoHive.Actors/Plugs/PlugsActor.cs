using Akka.Actor;
using Microsoft.Extensions.Logging;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Plugs;

/// <summary>
/// The parent of all plugs. <see cref="Own"/> makes a plug's actor where there is none; anything else for an unknown plug is
/// dropped. A plug that throws is stopped and made again after a pause, from the last <see cref="Own"/>. Thousands that are told of at once
/// start some at a time: what people ask meanwhile is not to wait behind them. Each house has actors of its own: a plug whose place another
/// device took leaves its identifier there, and may come to another house under the same one.
/// </summary>
public sealed partial class PlugsActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenStarts = TimeSpan.FromMilliseconds(10);
    private const int StartsAtATime = 10;

    private readonly PlugSurroundings _surroundings;
    private readonly ILogger _log;
    private readonly Dictionary<(HouseName House, PlugId Plug), Owned> _plugs = [];
    private readonly Queue<(HouseName House, PlugId Plug)> _toStart = [];
    private int _startsLeft;

    /// <summary>Makes one.</summary>
    /// <param name="surroundings">What is around each plug.</param>
    /// <param name="held">Whether no plug starts before <see cref="StartAll"/>.</param>
    public PlugsActor(PlugSurroundings surroundings, bool held)
    {
        _surroundings = surroundings;
        _log = surroundings.Loggers.CreateLogger<PlugsActor>();
        _startsLeft = held ? 0 : StartsAtATime;
        Receive<Own>(Take);
        Receive<Forget>(Leave);
        Receive<IForPlug>(message =>
        {
            if (message.House is { } house && _plugs.TryGetValue((house, message.Plug), out var owned))
            {
                owned.Actor.Forward(message);
            }
        });
        Receive<Terminated>(stopped => Fallen(stopped.ActorRef));
        Receive<Revive>(revive =>
        {
            // It may have been taken away meanwhile, and given back.
            if (_plugs.TryGetValue(revive.Key, out var owned) && owned.Actor.Equals(revive.Fallen))
            {
                owned.Actor = Start(revive.Key.Plug);
                owned.Begin();
            }
        });
        Receive<StartAll>(_ => StartMore());
        Receive<Rested>(_ => StartMore());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>To it: plugs that were held may start.</summary>
    public sealed class StartAll : INoSerializationVerificationNeeded
    {
        /// <summary>The only one.</summary>
        public static StartAll Instance { get; } = new();

        private StartAll()
        {
        }
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    private void Take(Own own)
    {
        var key = (own.Assignment.House, own.Plug);
        if (_plugs.TryGetValue(key, out var owned))
        {
            (owned.Last, owned.House) = (own, Sender);
            owned.Begin();
        }
        else
        {
            _plugs.Add(key, new Owned(own, Sender));
            _toStart.Enqueue(key);
            StartSome();
        }
    }

    private void Leave(Forget forget)
    {
        if (forget.House is { } house && _plugs.Remove((house, forget.Plug), out var owned))
        {
            Timers.Cancel((house, forget.Plug));
            if (!owned.Actor.IsNobody())
            {
                Context.Unwatch(owned.Actor);
                Context.Stop(owned.Actor);
            }
        }
    }

    private void StartMore()
    {
        _startsLeft = StartsAtATime;
        StartSome();
    }

    private void StartSome()
    {
        while (_startsLeft > 0 && _toStart.TryDequeue(out var key))
        {
            // It may have been taken away meanwhile, and given back.
            if (_plugs.TryGetValue(key, out var owned) && owned.Actor.IsNobody())
            {
                owned.Actor = Start(key.Plug);
                owned.Begin();
                if (_startsLeft-- == StartsAtATime)
                {
                    Timers.StartSingleTimer(Rested.Instance, Rested.Instance, BetweenStarts);
                }
            }
        }
    }

    private IActorRef Start(PlugId plug) =>
        Context.Watch(Context.ActorOf(ActorMaker.Props(() => new PlugActor(plug, _surroundings))));

    private void Fallen(IActorRef actor)
    {
        foreach (var (key, owned) in _plugs)
        {
            if (owned.Actor.Equals(actor))
            {
                owned.Falls++;
                var pause = Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, Math.Min(owned.Falls, 16)));
                LogFallen(key.Plug.Value, pause);
                Timers.StartSingleTimer(key, new Revive(key, actor), TimeSpan.FromSeconds(pause * (0.75 + (Random.Shared.NextDouble() * 0.5))));
                return;
            }
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "The actor of plug {Plug} failed; it is made again in about {Seconds:0.0} s.")]
    private partial void LogFallen(string plug, double seconds);

    private sealed class Owned(Own last, IActorRef house)
    {
        public IActorRef Actor { get; set; } = ActorRefs.Nobody;

        public Own Last { get; set; } = last;

        public IActorRef House { get; set; } = house;

        public int Falls { get; set; }

        // In the name of the house, to which the plug answers.
        public void Begin() => Actor.Tell(Last, House);
    }

    private sealed record Revive((HouseName House, PlugId Plug) Key, IActorRef Fallen) : INoSerializationVerificationNeeded;

    private sealed class Rested : INoSerializationVerificationNeeded
    {
        public static Rested Instance { get; } = new();
    }
}
