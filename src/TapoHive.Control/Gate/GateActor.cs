using System.Security.Cryptography;
using Akka.Actor;
using TapoHive.Actors;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate;

/// <summary>
/// The door. Whoever came through TLS is nobody yet: it gets a challenge, and for the right answer a conversation. A connection has
/// one challenge at a time, good for one answer, right or wrong, for a short while; and it has one conversation. Everything else said
/// here is refused. When an operator is revoked its conversations end.
/// </summary>
internal sealed class GateActor : ReceiveActor, IWithTimers
{
    private readonly HiveHandle _hive;
    private readonly GateOptions _options;
    private readonly string _identity;
    private readonly GateHall _hall;

    // By the name of the client's connection: there are no more of them than the doorkeeper lets wait.
    private readonly Dictionary<string, (string Client, Challenge Challenge)> _challenges = new(StringComparer.Ordinal);

    public GateActor(HiveHandle hive, GateOptions options, string identity, GateHall hall)
    {
        (_hive, _options, _identity) = (hive, options, identity);
        _hall = hall with
        {
            Desk = Context.ActorOf(Props.Create(() => new OperatorDesk(options.Folder, hall.Roll, options.Clock)), "operators"),
        };
        Receive<Hello>(Greet);
        Receive<Proof>(Examine);
        Receive<ChallengeExpired>(expired => _challenges.Remove(expired.Connection));
        Receive<ConversationEnded>(ended => _hall.Over(ended.Operator));
        Receive<OperatorDesk.RollChanged>(changed =>
        {
            foreach (var child in Context.GetChildren().Where(child => !child.Equals(_hall.Desk)))
            {
                child.Forward(changed);
            }
        });
        Receive<IOperatorRequest>(request => TurnAway(request.Id, "?", RefusalCode.NotProven, "Prove who you are before you ask for anything."));
        Receive<IWireMessage>(static _ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private void Greet(Hello hello)
    {
        var connection = ConnectionOf(Sender);
        if (hello.Protocol != OperatorProtocol.Version)
        {
            var older = hello.Protocol < OperatorProtocol.Version ? "client" : "hive";
            TurnAway(0, hello.Operator, RefusalCode.OtherVersion,
                $"The hive speaks version {OperatorProtocol.Version} of the operators' protocol and this client version {hello.Protocol}. Update the {older}.");
            return;
        }

        if (!_hall.Door.IsWaiting(connection))
        {
            TurnAway(0, hello.Operator, RefusalCode.NotProven, "A connection has one conversation. Open another one.");
            return;
        }

        var challenge = new Challenge(_identity, RandomNumberGenerator.GetBytes(32));
        _challenges[connection] = (ClientOf(Sender), challenge);
        Timers.StartSingleTimer(connection, new ChallengeExpired(connection), _options.Limits.ChallengeLifetime);
        Sender.Tell(challenge);
    }

    private void Examine(Proof proof)
    {
        var (connection, client) = (ConnectionOf(Sender), ClientOf(Sender));
        Timers.Cancel(connection);
        if (!_challenges.Remove(connection, out var asked) || asked.Client != client || proof.Operator is null || proof.Signature is null)
        {
            TurnAway(0, proof.Operator, RefusalCode.NotProven, "There is no open challenge for this proof. Start over.");
            return;
        }

        if (_hall.Roll.Current.Verify(proof.Operator, ProofText.Of(asked.Challenge, proof.Operator, client), proof.Signature) is not { } entry)
        {
            // One sentence for "unknown", "wrong" and "revoked": a stranger learns no names here.
            TurnAway(0, proof.Operator, RefusalCode.NotProven,
                $"The hive does not know the operator '{proof.Operator}' with this key, or not any more. Ask its administrator for a new key file.");
            return;
        }

        if (NoRoom(entry) is { } full)
        {
            TurnAway(0, proof.Operator, RefusalCode.Busy, full);
            return;
        }

        if (!_hall.Door.TryProve(connection))
        {
            TurnAway(0, proof.Operator, RefusalCode.NotProven, "The connection is not the one that it says it is. Start over.");
            return;
        }

        var sender = Sender;
        var name = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var conversation = Context.ActorOf(ActorMaker.Props(() => new ConversationActor(_hive, _options, entry, sender, _hall)), name);
        Context.WatchWith(conversation, new ConversationEnded(entry.Name));
        _hall.Begun(entry.Name);
    }

    private string? NoRoom(OperatorEntry entry) =>
        _hall.ConversationsOf(entry.Name) is var own && own >= _options.Limits.ConversationsEach
            ? $"Operator '{entry.Name}' has {own} conversations with the hive already. End one of them, or try again in a moment."
        : _hall.Conversations is var all && all >= _options.Limits.Conversations
            ? $"The hive talks with {all} clients already. Try again in a moment."
        : null;

    private void TurnAway(long id, string? who, RefusalCode code, string message)
    {
        _hall.Audit.TurnedAway(who ?? "?", ClientOf(Sender), message);
        Sender.Tell(new Refusal(id, code, message));
    }

    private static string ClientOf(IActorRef client) => client.Path.ToSerializationFormat();

    private static string ConnectionOf(IActorRef client) => client.Path.Address.System;

    private sealed record ChallengeExpired(string Connection);

    private sealed record ConversationEnded(string Operator);
}
