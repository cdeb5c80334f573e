using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TapoHive.Actors.Logging;
using TapoHive.Control.Connections;
using TapoHive.Control.Gate;

namespace TapoHive.Control.Wire;

/// <summary>
/// The set-up of an actor system that speaks the operators' protocol, the gate's and a client's alike: our own transport beneath,
/// one serializer and no other, nothing printed, nothing hooked into the process.
/// </summary>
internal static class OperatorRemoting
{
    // Each of Akka's own serializers, taken away by name: what cannot be read cannot be obeyed. With them a peer past TLS could send
    // Kill, Identify or a selection to any path, "untrusted-mode" notwithstanding.
    private static readonly string[] Removed =
        ["json", "bytes", "akka-containers", "akka-misc", "primitive", "proto", "daemon-create", "akka-system-msg"];

    /// <summary>Builds the set-up.</summary>
    /// <param name="end">The end of the connections that this system is.</param>
    /// <param name="logs">Where Akka's own errors go; nowhere for a client, which tells them in words.</param>
    public static ActorSystemSetup Setup(OperatorEnd end, ILoggerFactory? logs = null) => BootstrapSetup.Create()
        .WithConfig(Configuration(logs is null ? "" : $"\"{typeof(GateErrors).AssemblyQualifiedName}\""))
        .And(new LoggerBridgeSetup(logs ?? NullLoggerFactory.Instance))
        .And(SerializationSetup.Create(static system =>
            ImmutableHashSet.Create(SerializerDetails.Create("operators", new OperatorSerializer(system), ImmutableHashSet.Create(typeof(IWireMessage))))))
        .And(new OperatorEndSetup(end));

    private static Config Configuration(string logger) => ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
        akka {
          loglevel = ERROR
          loggers = [{{logger}}]
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off
            exit-clr = off
          }
          actor {
            provider = remote
            serializers { {{string.Join(", ", Removed.Select(static name => $"{name} = none"))}} }
            serialization-settings.allow-unregistered-types = false
          }
          remote {
            untrusted-mode = on
            # How long a person waits is said by --timeout; this is for nobody to be caught by on a busy machine.
            handshake-timeout = 30s
            log-remote-lifecycle-events = off
            flush-wait-on-shutdown = 0.2s
            # A client lives for one command and never comes back under its old address: nothing is remembered for long.
            retry-gate-closed-for = 1s
            quarantine-after-silence = 10m
            prune-quarantine-marker-after = 1h
            # A stopped terminal (Ctrl-Z) is let go after this; it enters anew when it goes on.
            transport-failure-detector.acceptable-heartbeat-pause = 60s
            enabled-transports = ["akka.remote.operators"]
            operators {
              transport-class = "{{typeof(OperatorTransport).AssemblyQualifiedName}}"
              applied-adapters = []
            }
          }
        }
        """));
}
