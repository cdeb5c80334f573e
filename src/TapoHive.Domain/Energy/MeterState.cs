namespace TapoHive.Domain.Energy;

/// <summary>What has to be remembered of a meter from one look to the next; it survives restarts.</summary>
/// <param name="Last">The last look.</param>
/// <param name="Base">Where its own count was last begun to be compared with ours.</param>
public sealed record MeterState(EnergySample Last, CountBase? Base = null);
