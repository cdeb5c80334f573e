using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TapoHive.Actors.Logging;

namespace TapoHive.Control.Gate;

/// <summary>Brings the errors of the gate's own actors to the log. Not those of Akka's connections: to it each client that
/// leaves is one, and who was turned away stands in the audit.</summary>
public sealed partial class GateErrors : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILogger _log;

    /// <summary>Made by Akka.</summary>
    public GateErrors()
    {
        var loggers = Context.System.Settings.Setup.Get<LoggerBridgeSetup>();
        _log = loggers.HasValue ? loggers.Value.Loggers.CreateLogger("TapoHive.Gate") : NullLogger.Instance;
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<Error>(error =>
        {
            if (error.LogSource.Contains("/user/", StringComparison.Ordinal))
            {
                LogFailed(error.Cause, error.LogSource.Split('/')[^1]);
            }
        });
        Receive<LogEvent>(static _ => { });
    }

    [LoggerMessage(EventId = 706, EventName = "GateActorFailed", Level = Microsoft.Extensions.Logging.LogLevel.Error, Message = "{Actor} failed")]
    private partial void LogFailed(Exception? cause, string actor);
}
