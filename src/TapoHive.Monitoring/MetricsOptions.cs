using System.Net;

namespace TapoHive.Monitoring;

/// <summary>How figures and health are shown.</summary>
/// <param name="Listen">Where.</param>
/// <param name="Outlets">Whether each outlet has figures of its own.</param>
public sealed record MetricsOptions(IPEndPoint Listen, OutletSeries Outlets = OutletSeries.Off)
{
    /// <summary>How many may be connected at a time; further ones are closed at once.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>How long a client may say nothing, take for the head of its request, and not read the answer; and how long an actor of the hive may take to say that it lives.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);
}
