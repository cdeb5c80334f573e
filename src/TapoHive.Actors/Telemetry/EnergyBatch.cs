using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Energy;

namespace TapoHive.Actors.Telemetry;

/// <summary>What is written at once: all of it or nothing.</summary>
/// <param name="At">Now.</param>
/// <param name="Meters">What is to be remembered of meters.</param>
/// <param name="Samples">The looks themselves.</param>
/// <param name="Minutes">What they add to minutes.</param>
/// <param name="Lost">How many looks were lost on the way.</param>
public sealed record EnergyBatch(
    Instant At,
    ImmutableArray<KnownMeter> Meters,
    ImmutableArray<TelemetryItem.Looked> Samples,
    ImmutableArray<MinuteOf> Minutes,
    long Lost)
{
    /// <summary>Tells it from all others: where nobody knows whether it was written it is written again, and counts once.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();
}
