using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;
using Akka.Serialization;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Tests.Testing;

/// <summary>A peer that may have a certificate and keeps to no rule: a whole actor system with all of Akka's own serializers, able to
/// send anything to any path it can name.</summary>
internal sealed class Stranger : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly GateAddress _gate;

    private Stranger(ActorSystem system, GateAddress gate) => (_system, _gate) = (system, gate);

    public ActorSystem System => _system;

    public static Stranger With(X509Certificate2 certificate, GateAddress gate)
    {
        var setup = BootstrapSetup.Create()
            .WithConfig(ConfigurationFactory.ParseString("""
                akka {
                  loglevel = OFF, stdout-loglevel = OFF, loggers = []
                  actor.provider = remote
                  remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0, enable-ssl = true, maximum-frame-size = 4000000b, batching.enabled = false }
                }
                """))
            .And(SerializationSetup.Create(static system =>
                ImmutableHashSet.Create(SerializerDetails.Create("operators", new OperatorSerializer(system), ImmutableHashSet.Create(typeof(IWireMessage))))))
            .And(new DotNettySslSetup(certificate, false, true, false, static (_, _, _, _, _) => true));
        return new Stranger(ActorSystem.Create("stranger", setup), gate);
    }

    /// <summary>A reference forged from nothing but a path.</summary>
    public IActorRef Forge(string path) => ((ExtendedActorSystem)_system).Provider.ResolveActorRef($"akka.ssl.tcp://gate@{_gate}{path}");

    public Inbox Inbox() => Akka.Actor.Inbox.Create(_system);

    /// <summary>The address by which the gate knows one of the stranger's actors.</summary>
    public string AddressOf(IActorRef actor) =>
        actor.Path.ToSerializationFormatWithAddress(((ExtendedActorSystem)_system).Provider.DefaultAddress);

    public async ValueTask DisposeAsync() => await _system.Terminate();
}
