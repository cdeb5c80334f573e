using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Intents;

/// <summary>A countdown that was armed on a plug so that an end is carried out even without the hive.</summary>
/// <param name="EndsAt">When it fires.</param>
/// <param name="Then">What it makes of the outlet.</param>
public sealed record ArmedTimer(Instant EndsAt, PowerState Then)
{
    /// <summary>Plugs count whole seconds, and answers travel: ends as near as this are the same.</summary>
    public static readonly Duration Tolerance = Duration.FromSeconds(3);

    /// <summary>Whether another one comes to the same.</summary>
    public bool IsLike(Instant endsAt, PowerState then) => Then == then && EndsAt - endsAt <= Tolerance && endsAt - EndsAt <= Tolerance;

    /// <summary>The same, or nothing once it must have fired.</summary>
    public ArmedTimer? At(Instant now) => EndsAt > now ? this : null;
}
