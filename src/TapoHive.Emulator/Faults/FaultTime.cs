using System.Globalization;

namespace TapoHive.Emulator.Faults;

/// <summary>Times as <see cref="FaultGrammar"/> reads them: <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>.</summary>
internal static class FaultTime
{
    private const double LargestNumber = 1_000_000;

    /// <summary>The longest wait. Timers keep 49 days, and what begins late and then lasts waits twice.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(24);

    /// <summary>Reads how long to wait; nothing where it is no time, or a longer one than can be waited for.</summary>
    public static TimeSpan? Read(string? text) => Measure(text) is { } time && time <= Longest ? time : null;

    /// <summary>What is wrong with a time that nobody can wait for; nothing for all else.</summary>
    public static string? TooLong(string? text) => Measure(text) > Longest
        ? string.Create(CultureInfo.InvariantCulture, $"'{text}' is too long; a time here is at most {Longest.TotalHours}h, which is {Longest.TotalDays} days")
        : null;

    /// <summary>Reads a time that nobody waits for.</summary>
    public static TimeSpan? Measure(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var digits = text.TakeWhile(static c => char.IsAsciiDigit(c) || c == '.').Count();
        if (!double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > LargestNumber)
        {
            return null;
        }

        return text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => null,
        };
    }
}
