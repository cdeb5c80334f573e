using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Serialization;
using TapoHive.Control.Connections;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Tests.Testing;

/// <summary>A peer that may have a certificate and keeps to no rule: a whole actor system with all of Akka's own serializers, able to
/// send anything to any path it can name.</summary>
internal sealed class Stranger : IAsyncDisposable
{
    private readonly ActorSystem _system;

    private Stranger(ActorSystem system) => _system = system;

    public ActorSystem System => _system;

    /// <summary>The gate, as a peer addresses it.</summary>
    public static string Gate { get; } = $"akka.{OperatorEnd.AddressOf(OperatorProtocol.SystemName)}";

    public static async Task<Stranger> WithAsync(OperatorKey key, GateAddress gate, string? name = null)
    {
        name ??= $"stranger-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var end = new ClientEnd();
        await end.ConnectAsync(gate, TestContext.Current.CancellationToken);
        var own = new KeyPairAndTrust(KeyPair.Load(key.Certificate, key.PrivateKey), new PeerTrust(key.GateAuthority));
        Assert.Equal(GateReception.Welcome, await end.SecureAsync(own, name, TestContext.Current.CancellationToken));
        return Over(end, name);
    }

    /// <summary>Over a connection that the gate has greeted.</summary>
    public static Stranger Over(OperatorEnd end, string name)
    {
        var setup = BootstrapSetup.Create()
            .WithConfig(ConfigurationFactory.ParseString($$"""
                akka {
                  loglevel = OFF, stdout-loglevel = OFF, loggers = []
                  actor.provider = remote
                  remote {
                    # It speaks only when it is told to.
                    transport-failure-detector { heartbeat-interval = 1h, acceptable-heartbeat-pause = 3h }
                    enabled-transports = ["akka.remote.operators"]
                    operators { transport-class = "{{typeof(OperatorTransport).AssemblyQualifiedName}}", applied-adapters = [] }
                  }
                }
                """))
            .And(SerializationSetup.Create(static system =>
                ImmutableHashSet.Create(SerializerDetails.Create("operators", new OperatorSerializer(system), ImmutableHashSet.Create(typeof(IWireMessage))))))
            .And(new OperatorEndSetup(end));
        return new Stranger(ActorSystem.Create(name, setup));
    }

    /// <summary>A reference forged from nothing but a path.</summary>
    public IActorRef Forge(string path) => ((ExtendedActorSystem)_system).Provider.ResolveActorRef($"{Gate}{path}");

    public Inbox Inbox() => Akka.Actor.Inbox.Create(_system);

    /// <summary>The address by which the gate knows one of the stranger's actors.</summary>
    public string AddressOf(IActorRef actor) =>
        actor.Path.ToSerializationFormatWithAddress(((ExtendedActorSystem)_system).Provider.DefaultAddress);

    /// <summary>Asks for a challenge, as one of its actors.</summary>
    public async Task<Challenge> ChallengeAsync(Inbox inbox, string name = OperatorName.Local)
    {
        Forge("/user/gate").Tell(new Hello(OperatorProtocol.Version, name), inbox.Receiver);
        return Assert.IsType<Challenge>(await inbox.ReceiveAsync(RunningGate.Patience));
    }

    /// <summary>Proves that it is an operator, and says what it likes in its conversation.</summary>
    public async Task<StrangersConversation> ProveAsync(OperatorKey key)
    {
        var heard = Channel.CreateUnbounded<(object Message, IActorRef Sender)>();
        var self = _system.ActorOf(Props.Create(() => new StrangersConversation.Ear(heard.Writer)));
        Forge("/user/gate").Tell(new Hello(OperatorProtocol.Version, key.Name), self);
        var challenge = Assert.IsType<Challenge>((await heard.Reader.ReadAsync(TestContext.Current.CancellationToken)).Message);
        Forge("/user/gate").Tell(new Proof(key.Name, key.Sign(ProofText.Of(challenge, key.Name, AddressOf(self)))), self);
        var welcome = await heard.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.IsType<Welcome>(welcome.Message);
        return new StrangersConversation(self, welcome.Sender, heard.Reader);
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();
}
