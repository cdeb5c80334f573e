using NodaTime;

namespace TapoHive.Actors.Telemetry;

/// <summary>How a hive keeps what its meters say.</summary>
/// <param name="Store">Where.</param>
/// <param name="Keeping">For how long.</param>
public sealed record TelemetryOptions(IEnergyStore Store, EnergyKeeping Keeping)
{
    /// <summary>How long looks are gathered before they are written.</summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromSeconds(15);
}
