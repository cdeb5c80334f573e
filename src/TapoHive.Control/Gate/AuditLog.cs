using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace TapoHive.Control.Gate;

/// <summary>One line for each request and each refusal: who, what, what came of it. Never a secret, never a line break from outside.</summary>
[SuppressMessage("Performance", "CA1873", Justification = "One line a request, and always on.")]
internal sealed partial class AuditLog(ILogger logger, TimeProvider time)
{
    private const int LongestWord = 200;
    private const int StrangersAMinute = 60;

    private readonly Lock _lock = new();
    private long _minute = time.GetTimestamp();
    private int _strangers;

    /// <summary>Somebody proved who it is.</summary>
    public void Entered(string who, object role) => LogEntered(Clean(who), role);

    /// <summary>An operator's conversation is over.</summary>
    public void Left(string who, string why) => LogLeft(Clean(who), why);

    /// <summary>Somebody who has not proven anything, or proved it wrongly, was sent away.</summary>
    /// <remarks>So many lines a minute, and then their number: whoever has no key does not fill a disk either.</remarks>
    public void TurnedAway(string who, string from, string why)
    {
        GateInstruments.TurnedAway();
        int unsaid;
        lock (_lock)
        {
            unsaid = 0;
            if (time.GetElapsedTime(_minute) >= TimeSpan.FromMinutes(1))
            {
                unsaid = Math.Max(0, _strangers - StrangersAMinute);
                (_minute, _strangers) = (time.GetTimestamp(), 0);
            }

            if (++_strangers > StrangersAMinute)
            {
                return;
            }
        }

        if (unsaid > 0)
        {
            LogMore(unsaid);
        }

        LogTurnedAway(Clean(who), Clean(from), Clean(why));
    }

    /// <summary>A request and what came of it.</summary>
    public void Answered(string who, string what, string outcome) => LogAnswered(Clean(who), Clean(what), Clean(outcome));

    /// <summary>A request that was not accepted.</summary>
    public void Refused(string who, string what, string why) => LogRefused(Clean(who), Clean(what), Clean(why));

    // What operators send may try to forge lines of this very log.
    private static string Clean(string text) =>
        string.Concat((text.Length <= LongestWord ? text : text[..LongestWord] + "...").Select(static c => char.IsControl(c) ? '?' : c));

    [LoggerMessage(EventId = 701, EventName = "OperatorEntered", Level = LogLevel.Information, Message = "Operator {Operator} entered ({Role})")]
    private partial void LogEntered(string @operator, object role);

    [LoggerMessage(EventId = 702, EventName = "OperatorLeft", Level = LogLevel.Information, Message = "Operator {Operator} left: {Reason}")]
    private partial void LogLeft(string @operator, string reason);

    [LoggerMessage(EventId = 703, EventName = "OperatorTurnedAway", Level = LogLevel.Warning, Message = "Turned away {Operator} from {Client}: {Reason}")]
    private partial void LogTurnedAway(string @operator, string client, string reason);

    [LoggerMessage(EventId = 704, EventName = "RequestAnswered", Level = LogLevel.Information, Message = "Operator {Operator}: {Request} -> {Outcome}")]
    private partial void LogAnswered(string @operator, string request, string outcome);

    [LoggerMessage(EventId = 705, EventName = "RequestRefused", Level = LogLevel.Warning, Message = "Operator {Operator}: {Request} refused: {Reason}")]
    private partial void LogRefused(string @operator, string request, string reason);

    [LoggerMessage(EventId = 707, EventName = "MoreTurnedAway", Level = LogLevel.Warning, Message = "{Count} more were turned away before")]
    private partial void LogMore(int count);
}
