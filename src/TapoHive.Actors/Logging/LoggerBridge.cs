using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;
using Microsoft.Extensions.Logging;

namespace TapoHive.Actors.Logging;

/// <summary>Brings what Akka itself logs to the same place as everything else.</summary>
public sealed partial class LoggerBridge : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILogger _log;

    /// <summary>Made by Akka.</summary>
    public LoggerBridge()
    {
        var loggers = Context.System.Settings.Setup.Get<LoggerBridgeSetup>();
        _log = loggers.HasValue ? loggers.Value.Loggers.CreateLogger("TapoHive.Akka") : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<Error>(e =>
        {
            // One line for people; where it came from is for those who ask for it.
            LogError(e.LogSource, e.Cause is { } cause ? $"{cause.GetType().Name}: {cause.GetBaseException().Message}" : e.Message);
            LogTrace(e.Cause, e.LogSource);
        });
        Receive<Warning>(e => LogWarning(e.LogSource, e.Message));
        Receive<Info>(e => LogInformation(e.LogSource, e.Message));
        Receive<Debug>(_ => { });
    }

    /// <summary>Akka configuration that makes this the only logger.</summary>
    public static string Configuration =>
        $$"""
        akka {
          loggers = ["{{typeof(LoggerBridge).AssemblyQualifiedName}}"]
          loglevel = WARNING
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
        }
        """;

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "{Source}: {What}")]
    private partial void LogError(string source, object what);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Debug, Message = "{Source}: where the last error came from.")]
    private partial void LogTrace(Exception? cause, string source);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "{Source}: {What}")]
    private partial void LogWarning(string source, object what);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Information, Message = "{Source}: {What}")]
    private partial void LogInformation(string source, object what);
}
