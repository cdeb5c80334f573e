using NodaTime;
using TapoHive.Domain.Intents;

namespace TapoHive.Domain.Convergence;

/// <summary>Where the countdown of one outlet stands (PROTOCOL 5.7).</summary>
public sealed record OutletTimer
{
    /// <summary>Commands to a countdown that did not come to what they should; after that the hive does without it.</summary>
    public const int MostAttempts = 3;

    /// <summary>One that nobody has looked at.</summary>
    public static OutletTimer Unknown { get; } = new();

    /// <summary>Whether there is one.</summary>
    public TimerSupport Support { get; init; }

    /// <summary>What was last read of it; absent before that, and where it may have changed unseen.</summary>
    public KnownTimer? Known { get; init; }

    /// <summary>What the hive armed last, perhaps before a restart: what is found armed is ours if it is like this.</summary>
    public ArmedTimer? Remembered { get; init; }

    /// <summary>Commands in a row after which it was not as it should be.</summary>
    public int Attempts { get; init; }

    /// <summary>No command to it before this moment.</summary>
    public Instant NextTryAt { get; init; } = Instant.MinValue;

    /// <summary>What the hive has armed, as far as known.</summary>
    public ArmedTimer? Ours => Known is null ? Remembered : Known.Owner == TimerOwner.Hive ? Known.Armed : null;
}
