using NodaTime;

namespace TapoHive.Chaos.Histories;

/// <summary>One life of the hive.</summary>
internal sealed record Life(Instant From, Instant To);
