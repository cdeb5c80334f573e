using System.Collections.Concurrent;
using NodaTime;
using NodaTime.TimeZones;
using Quartz;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling;

/// <summary>
/// Cron as Quartz.NET reckons it: a fixed time in the spring gap fires right after it, in the autumn overlap once. Thread-safe.
/// </summary>
public sealed class QuartzCron : ICronTimes
{
    private const int MostKept = 4096;
    private readonly ConcurrentDictionary<(string Expression, string Zone), CronExpression?> _read = new();

    /// <summary>One for everybody: it keeps what it has read.</summary>
    public static QuartzCron Instance { get; } = new();

    /// <inheritdoc/>
    public Instant? NextAfter(string expression, DateTimeZone zone, Instant after) =>
        Read(expression, zone)?.GetNextValidTimeAfter(after.ToDateTimeOffset()) is { } next ? Instant.FromDateTimeOffset(next) : null;

    /// <inheritdoc/>
    public string? Mistake(string expression)
    {
        try
        {
            _ = new CronExpression(expression);
            return null;
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            var message = error.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
            return message.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(message[0]) + message[1..];
        }
    }

    private CronExpression? Read(string expression, DateTimeZone zone)
    {
        if (_read.Count > MostKept)
        {
            _read.Clear();
        }

        return _read.GetOrAdd((expression, zone.Id), static (key) =>
            CronExpression.TryParse(key.Expression, out var read) ? read!.WithTimeZone(SystemZone(key.Zone)) : null);
    }

    // Some systems leave the older names of zones out.
    private static TimeZoneInfo SystemZone(string id) =>
        !TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(id, out var canonical)
            ? TimeZoneInfo.FindSystemTimeZoneById(canonical)
            : zone ?? TimeZoneInfo.FindSystemTimeZoneById(id);
}
