using System.Threading.Channels;
using Akka.Actor;
using Akka.Remote;
using TapoHive.Control.Connections;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Client;

/// <summary>The client's end of a conversation: proves who it is, passes requests on and hands each answer to whoever asked.</summary>
internal sealed class ClientActor : ReceiveActor, IWithTimers
{
    private readonly Dictionary<long, ChannelWriter<Part>> _calls = [];
    private readonly TaskCompletionSource<Welcome> _entered;
    private readonly OperatorKey _key;
    private IActorRef _conversation = ActorRefs.Nobody;
    private HiveException? _over;

    public ClientActor(OperatorKey key, TaskCompletionSource<Welcome> entered)
    {
        (_key, _entered) = (key, entered);
        Receive<Challenge>(Prove);
        Receive<Welcome>(welcome =>
        {
            _conversation = Sender;
            Timers.StartPeriodicTimer(nameof(KeepAlive), new KeepAlive(), TimeSpan.FromSeconds(Math.Max(1, welcome.LeaseSeconds / 3.0)));
            _entered.TrySetResult(welcome);
        });
        Receive<Refusal>(refusal => Fail(refusal.Id, HiveException.Of(refusal)));
        Receive<Part>(Take);
        Receive<OpenCall>(open =>
        {
            if (_over is not null)
            {
                // Nobody waits for a conversation that is over.
                open.Answer.TryComplete(_over);
                return;
            }

            _calls.Add(open.Request.Id, open.Answer);
            _conversation.Tell(open.Request);
        });
        Receive<EndRequest>(end =>
        {
            if (_calls.Remove(end.Id))
            {
                _conversation.Tell(end);
            }
        });
        Receive<Credit>(credit => _conversation.Tell(credit));
        Receive<HousePiece>(piece => _conversation.Tell(piece));
        Receive<KeepAlive>(alive => _conversation.Tell(alive));
        Receive<Goodbye>(bye =>
        {
            _conversation.Tell(bye);
            Context.Stop(Self);
        });
        Receive<AssociationErrorEvent>(_ => FailAll(ConnectionWords.Lost()));
        Receive<DisassociatedEvent>(_ => FailAll(ConnectionWords.Lost()));
        ReceiveAny(static _ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(AssociationErrorEvent));
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        GateRef().Tell(new Hello(OperatorProtocol.Version, _key.Name));
    }

    private static IActorRef GateRef() => ((ExtendedActorSystem)Context.System).Provider.ResolveActorRef(
        $"akka.{OperatorEnd.AddressOf(OperatorProtocol.SystemName)}/user/{OperatorProtocol.GateName}");

    private void Prove(Challenge challenge)
    {
        // The name by which the gate knows us: a proof is of use to nobody else.
        var address = ((ExtendedActorSystem)Context.System).Provider.DefaultAddress;
        var self = Self.Path.ToSerializationFormatWithAddress(address);
        if (challenge.Gate != PeerTrust.FingerprintOf(_key.GateAuthority))
        {
            FailAll(ConnectionWords.OtherHive());
            return;
        }

        Sender.Tell(new Proof(_key.Name, _key.Sign(ProofText.Of(challenge, _key.Name, self))));
    }

    private void Take(Part part)
    {
        if (_calls.TryGetValue(part.Id, out var answer))
        {
            answer.TryWrite(part);
            if (part.Closing == PartClosing.Answer)
            {
                _calls.Remove(part.Id);
                answer.TryComplete();
            }
        }
    }

    private void Fail(long id, HiveException why)
    {
        if (id == 0)
        {
            FailAll(why);
        }
        else if (_calls.Remove(id, out var answer))
        {
            answer.TryComplete(why);
        }
    }

    private void FailAll(HiveException why)
    {
        _over ??= why;
        Timers.CancelAll();
        _entered.TrySetException(why);
        foreach (var answer in _calls.Values)
        {
            answer.TryComplete(why);
        }

        _calls.Clear();
    }
}
