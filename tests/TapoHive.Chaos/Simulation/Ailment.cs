using NodaTime;

namespace TapoHive.Chaos.Simulation;

/// <summary>A trouble, until it is over or has struck so many requests.</summary>
internal sealed class Ailment(Trouble trouble, Instant until, int strikes)
{
    public Trouble Trouble { get; } = trouble;

    public int Strikes { get; set; } = strikes;

    public bool IsOver(Instant now) => now >= until || Strikes <= 0;
}
