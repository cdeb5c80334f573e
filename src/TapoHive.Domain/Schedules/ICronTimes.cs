using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>Reckons with Quartz's cron expressions. A seam: the reckoning is a library's.</summary>
public interface ICronTimes
{
    /// <summary>The first time after an instant; absent where there is none any more, or the expression is none.</summary>
    Instant? NextAfter(string expression, DateTimeZone zone, Instant after);

    /// <summary>What is wrong with an expression, in words; absent where nothing is.</summary>
    string? Mistake(string expression);
}
