using NodaTime;

namespace TapoHive.Domain.Alerts;

/// <summary>
/// How often a channel is told: a few messages at once, then one a pause. What comes meanwhile waits in the house and shares the next
/// message, so nothing is lost and nobody is buried.
/// </summary>
/// <param name="Left">How many may go out at once.</param>
/// <param name="At">When that was so.</param>
public sealed record AlertPace(int Left, Instant At)
{
    /// <summary>So many messages may go out close upon each other.</summary>
    public const int AtOnce = 5;

    /// <summary>Nothing was sent yet.</summary>
    public static AlertPace Fresh { get; } = new(AtOnce, Instant.MinValue);

    /// <summary>When the next message may go out.</summary>
    public Instant Next(Duration pause, Instant now) => After(pause, now) is { Left: > 0 } ? now : After(pause, now).At + pause;

    /// <summary>The same after a message.</summary>
    public AlertPace Sent(Duration pause, Instant now) => After(pause, now) is var present ? present with { Left = Math.Max(0, present.Left - 1) } : this;

    // A clock that was set back starts the count anew; nobody waits for it to catch up.
    private AlertPace After(Duration pause, Instant now)
    {
        if (Left == AtOnce || now < At)
        {
            return new AlertPace(Left, now);
        }

        var gained = pause <= Duration.Zero ? AtOnce : (int)Math.Min(AtOnce, Math.Floor((now - At) / pause));
        return gained == 0 ? this : new AlertPace(Math.Min(AtOnce, Left + gained), Left + gained >= AtOnce ? now : At + (pause * gained));
    }
}
