namespace TapoHive.Hocon;

/// <summary>The units of time.</summary>
internal static class Durations
{
    private const string Example = "Write a number and a unit (ms, s, m, h, d, w), for example 60s";

    public static HoconResult<TimeSpan> Read(HoconValue value, TimeSpan? bareUnit)
    {
        if (Quantity.Of(value) is not { } quantity)
            return HoconResult<TimeSpan>.Refused(value, $"a length of time is expected here, not {value.Noun}", Example);
        if (quantity.Unit.Length == 0 && bareUnit is null)
            return HoconResult<TimeSpan>.Refused(
                value, $"{value.Noun} has no unit", $"Write for example {value}s for seconds or {value}m for minutes");
        var unit = quantity.Unit.Length == 0 ? bareUnit!.Value.Ticks : Ticks(quantity.Unit);
        if (unit is not { } ticks)
            return HoconResult<TimeSpan>.Refused(value, $"'{quantity.Unit}' is no unit of time", Example);
        return quantity.Times(ticks) is { } length
            ? HoconResult<TimeSpan>.Ok(TimeSpan.FromTicks(length))
            : HoconResult<TimeSpan>.Refused(value, $"{value.Noun} is too long", "At most some 29,000 years are possible");
    }

    private static decimal? Ticks(string unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01m,
        "us" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
        "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
        "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
        "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
        "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
        "d" or "day" or "days" => TimeSpan.TicksPerDay,
        "w" or "week" or "weeks" => 7 * TimeSpan.TicksPerDay,
        _ => null,
    };
}
