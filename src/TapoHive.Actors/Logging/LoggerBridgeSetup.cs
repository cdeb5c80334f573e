using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;
using Microsoft.Extensions.Logging;

namespace TapoHive.Actors.Logging;

/// <summary>Tells an actor system where its logs go.</summary>
public sealed class LoggerBridgeSetup(ILoggerFactory loggers) : Setup
{
    /// <summary>The place.</summary>
    public ILoggerFactory Loggers { get; } = loggers;
}
