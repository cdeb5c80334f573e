using System.Security.Cryptography;
using Akka.Actor;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate;

/// <summary>
/// The door. Whoever came through TLS is nobody yet: it gets a challenge, and for the right answer a conversation. A challenge is
/// good for one answer of one client, right or wrong, for a short while. Everything else said here is refused.
/// </summary>
internal sealed class GateActor : ReceiveActor, IWithTimers
{
    private readonly HiveHandle _hive;
    private readonly GateOptions _options;
    private readonly GateKeys _keys;
    private readonly AuditLog _audit;
    private readonly Dictionary<string, Challenge> _challenges = new(StringComparer.Ordinal);
    private int _conversations;

    public GateActor(HiveHandle hive, GateOptions options, GateKeys keys, AuditLog audit)
    {
        (_hive, _options, _keys, _audit) = (hive, options, keys, audit);
        Receive<Hello>(Greet);
        Receive<Proof>(Examine);
        Receive<ChallengeExpired>(expired => _challenges.Remove(expired.Client));
        Receive<ConversationEnded>(_ => _conversations--);
        Receive<IOperatorRequest>(request => TurnAway(request.Id, "?", RefusalCode.NotProven, "Prove who you are before you ask for anything."));
        Receive<IWireMessage>(static _ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private void Greet(Hello hello)
    {
        var client = AddressOf(Sender);
        if (hello.Protocol != OperatorProtocol.Version)
        {
            var older = hello.Protocol < OperatorProtocol.Version ? "client" : "hive";
            TurnAway(0, hello.Operator, RefusalCode.OtherVersion,
                $"The hive speaks version {OperatorProtocol.Version} of the operators' protocol and this client version {hello.Protocol}. Update the {older}.");
            return;
        }

        if (_challenges.Count >= _options.Limits.Challenges && !_challenges.ContainsKey(client))
        {
            TurnAway(0, hello.Operator, RefusalCode.Busy, "Too many clients are at the door just now. Try again in a moment.");
            return;
        }

        var challenge = new Challenge(_keys.Identity, RandomNumberGenerator.GetBytes(32));
        _challenges[client] = challenge;
        Timers.StartSingleTimer(client, new ChallengeExpired(client), _options.Limits.ChallengeLifetime);
        Sender.Tell(challenge);
    }

    private void Examine(Proof proof)
    {
        var client = AddressOf(Sender);
        Timers.Cancel(client);
        if (!_challenges.Remove(client, out var challenge) || proof.Operator is null || proof.Signature is null)
        {
            TurnAway(0, proof.Operator ?? "?", RefusalCode.NotProven, "There is no open challenge for this proof. Start over.");
            return;
        }

        if (_keys.Registry.Verify(proof.Operator, ProofText.Of(challenge, proof.Operator, client), proof.Signature) is not { } entry)
        {
            // One sentence for "unknown" and for "wrong": a stranger learns no names here.
            TurnAway(0, proof.Operator, RefusalCode.NotProven,
                $"The hive does not know the operator '{proof.Operator}' with this key. Ask its administrator for a new key file.");
            return;
        }

        if (_conversations >= _options.Limits.Conversations)
        {
            TurnAway(0, proof.Operator, RefusalCode.Busy, $"The hive talks with {_conversations} clients already. Try again in a moment.");
            return;
        }

        var sender = Sender;
        var name = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var conversation = Context.ActorOf(Props.Create(() => new ConversationActor(_hive, _options, entry, sender, _audit)), name);
        Context.WatchWith(conversation, new ConversationEnded());
        _conversations++;
    }

    private void TurnAway(long id, string? who, RefusalCode code, string message)
    {
        _audit.TurnedAway(who ?? "?", AddressOf(Sender), message);
        Sender.Tell(new Refusal(id, code, message));
    }

    private static string AddressOf(IActorRef client) => client.Path.ToSerializationFormat();

    private sealed record ChallengeExpired(string Client);

    private sealed record ConversationEnded;
}
