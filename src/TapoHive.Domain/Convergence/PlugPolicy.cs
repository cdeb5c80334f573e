using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Convergence;

/// <summary>The times a plug's actor lives by. All have defaults that suit real plugs (PROTOCOL 7, row 10).</summary>
public sealed record PlugPolicy
{
    /// <summary>The longest pause before an address where another device answered is tried again.</summary>
    internal static readonly Duration LongestPauseAfterForeign = Duration.FromMinutes(15);

    private static readonly Duration FirstPauseAfterForeign = Duration.FromMinutes(5);

    // Beyond it a reading would be so far ahead that it looks like a clock that was set back.
    private static readonly Duration LongestShare = Duration.FromSeconds(100);

    /// <summary>The defaults.</summary>
    public static PlugPolicy Usual { get; } = new();

    /// <summary>The pause between two polls of a quiet plug.</summary>
    public Duration PollEvery { get; init; } = Duration.FromSeconds(15);

    /// <summary>The pause between two polls of a plug that has been quiet for <see cref="QuietAfter"/>.</summary>
    public Duration PollQuietEvery { get; init; } = Duration.FromSeconds(30);

    /// <summary>How long nothing must change, and nobody ask for anything, before a plug is polled less often.</summary>
    public Duration QuietAfter { get; init; } = Duration.FromMinutes(15);

    /// <summary>The pause between two polls of a quiet plug whose session another client keeps taking.</summary>
    public Duration PollRivalledEvery { get; init; } = Duration.FromSeconds(60);

    /// <summary>How long after connecting rules, updates and clock are looked at for the first time, up to three times as long so that a
    /// thousand plugs do not come at once; never where absent.</summary>
    public Duration? InspectAfter { get; init; } = Duration.FromSeconds(20);

    /// <summary>The pause between two such looks.</summary>
    public Duration InspectEvery { get; init; } = Duration.FromHours(6);

    /// <summary>The pause after such a look that failed.</summary>
    public Duration InspectAgainAfter { get; init; } = Duration.FromMinutes(5);

    /// <summary>The pause between two looks at a meter for a minute after what flows has changed.</summary>
    public Duration PollLivelyEvery { get; init; } = Duration.FromSeconds(5);

    /// <summary>How long after connecting it is asked which outlets measure energy, up to three times as long; meters are never looked at where absent.</summary>
    public Duration? MeterAfter { get; init; }

    /// <summary>How many requests a plug gets in a minute at most; half of them may come at once.</summary>
    public int MostRequestsAMinute { get; init; } = 120;

    /// <summary>
    /// How many polls in a second all plugs of an account get together, at most: beyond so many plugs each is polled less often. Commands, their
    /// proofs and looks after a change are not counted, so that nobody who switches a whole house waits for it.
    /// </summary>
    public int MostPollsASecond { get; init; } = 400;

    /// <summary>The pause before the next look after something changed.</summary>
    public Duration LookAgainAfter { get; init; } = Duration.FromSeconds(3);

    /// <summary>The pause after the first failure; doubled with each further one.</summary>
    public Duration FirstPause { get; init; } = Duration.FromMilliseconds(500);

    /// <summary>The longest pause after failures.</summary>
    public Duration LongestPause { get; init; } = Duration.FromSeconds(60);

    /// <summary>The pause after a refusal that costs the plug nothing to repeat (KLAP credentials, another owner, unsupported).</summary>
    public Duration PauseAfterRefusal { get; init; } = Duration.FromMinutes(5);

    /// <summary>A session is not renewed sooner, however short a lifetime the plug tells.</summary>
    public Duration ShortestSession { get; init; } = Duration.FromSeconds(10);

    /// <summary>How long a command without an answer may still land.</summary>
    public Duration MayLandLateFor { get; init; } = Duration.FromSeconds(60);

    /// <summary>How long an outlet that a strip does not show is looked for at the pace of news: strips show their sockets late.</summary>
    public Duration MayAppearLateFor { get; init; } = Duration.FromMinutes(1);

    /// <summary>The pauses between a command and its repetition, where the relay does not follow; the last one from then on.</summary>
    public ImmutableArray<Duration> PausesBetweenWrites { get; init; } =
    [
        Duration.FromMilliseconds(300), Duration.FromSeconds(1), Duration.FromSeconds(2), Duration.FromSeconds(5), Duration.FromSeconds(15), Duration.FromSeconds(30),
    ];

    /// <summary>How often in a minute a press is driven back before it is called a fight.</summary>
    public int DriveBackLimit { get; init; } = 3;

    /// <summary>
    /// The pause after <paramref name="failures"/> failures in a row, between 75% and 125% of its nominal length. The jitter
    /// comes from the plug and the count, so that a thousand plugs do not return at once and a test sees the same each time.
    /// </summary>
    public Duration PauseAfter(int failures, int seed)
    {
        var doublings = Math.Clamp(failures - 1, 0, 16);
        var nominal = Duration.Min(LongestPause, FirstPause * (1L << doublings));
        return nominal * (0.75 + (Fraction(seed, failures) * 0.5));
    }

    /// <summary>The pause before an address is tried again where another device has answered so often.</summary>
    public static Duration PauseAfterForeign(int met) => Duration.Min(LongestPauseAfterForeign, FirstPauseAfterForeign * (1L << Math.Clamp(met - 1, 0, 16)));

    /// <summary>The shortest pause between two polls of one plug among so many of an account.</summary>
    public Duration PollShare(int plugs) => Duration.Min(LongestShare, Duration.FromSeconds((double)plugs / MostPollsASecond));

    /// <summary>The pause between a command and its repetition after so many attempts.</summary>
    public Duration PauseAfterWrites(int attempts) => PausesBetweenWrites[Math.Clamp(attempts, 1, PausesBetweenWrites.Length) - 1];

    /// <summary>A pause varied by a tenth in either direction, for polls.</summary>
    public static Duration Vary(Duration pause, int seed, long salt) => pause * (0.9 + (Fraction(seed, unchecked((int)salt)) * 0.2));

    /// <summary>A pause spread over one to three times its length.</summary>
    public static Duration Spread(Duration pause, int seed) => pause * (1 + (Fraction(seed, 3) * 2));

    private static double Fraction(int seed, int salt)
    {
        var x = unchecked((uint)((seed * 0x9E3779B1) ^ (salt * 0x85EBCA77)));
        x ^= x >> 15;
        x = unchecked(x * 0x2C1B3C6D);
        x ^= x >> 12;
        return (x & 0xFFFFFF) / (double)0x1000000;
    }
}
