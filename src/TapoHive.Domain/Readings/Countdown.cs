using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Readings;

/// <summary>The timer on a plug that runs without anybody's help (PROTOCOL 5.7). A plug has one for each outlet at most.</summary>
public abstract record Countdown
{
    private Countdown()
    {
    }

    /// <summary>No timer runs.</summary>
    public sealed record Idle : Countdown;

    /// <summary>A timer runs.</summary>
    /// <param name="Remaining">Until it ends, to the second.</param>
    /// <param name="Delay">What it was armed with.</param>
    /// <param name="Then">What it does to the outlet at its end.</param>
    public sealed record Armed(Duration Remaining, Duration Delay, PowerState Then) : Countdown;
}
