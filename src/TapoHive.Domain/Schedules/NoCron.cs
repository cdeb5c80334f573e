using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>Knows no cron: such schedules are never due. For whoever has none.</summary>
public sealed class NoCron : ICronTimes
{
    /// <summary>The one there is.</summary>
    public static NoCron Instance { get; } = new();

    /// <inheritdoc/>
    public Instant? NextAfter(string expression, DateTimeZone zone, Instant after) => null;

    /// <inheritdoc/>
    public string? Mistake(string expression) => null;
}
