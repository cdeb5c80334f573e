using NodaTime;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// How far a clock is believed when things are forgotten for good. A board whose own clock is lost may start decades ahead, until the network tells it the time: so it is
/// believed to be at most a week after the last thing that was written at least a week ago. A clock that has been right for a week is believed as it is; a hive that was
/// really off for a year forgets that year when it is back for a week; and one with a wrong clock has that week to be put right. What is kept for less than
/// the week (looks at meters, by default) may go all the same.
/// </summary>
internal static class Retention
{
    private static readonly Duration Trial = Duration.FromDays(7);

    /// <summary>What is believed of a reading of the clock; nothing where nothing is a week old, and nothing is to be forgotten.</summary>
    /// <param name="now">The reading.</param>
    /// <param name="writtenUntil">When the last thing until some moment was written.</param>
    public static Instant? Believed(Instant now, Func<Instant, Instant?> writtenUntil) =>
        writtenUntil(now - Trial) is { } written ? Instant.Min(now, written + Trial) : null;
}
