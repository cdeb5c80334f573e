using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Energy;

namespace TapoHive.Actors.Telemetry;

/// <summary>Something of a meter, on its way to where it is kept.</summary>
/// <param name="Outlet">Whose meter.</param>
public abstract record TelemetryItem(HouseOutlet Outlet)
{
    /// <summary>A look at it.</summary>
    public sealed record Looked(HouseOutlet Outlet, EnergySample Sample) : TelemetryItem(Outlet);

    /// <summary>What it recorded itself; absent where it does not tell.</summary>
    public sealed record Recorded(HouseOutlet Outlet, SeriesQuestion Question, EnergySeries? Series) : TelemetryItem(Outlet);
}
