using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Telemetry;

/// <summary>Where energy is kept. One writes at a time; any number read.</summary>
public interface IEnergyStore
{
    /// <summary>Opens it, brings older shapes up to the present one, and tells which meters it knows.</summary>
    Task<ImmutableArray<KnownMeter>> OpenAsync();

    /// <summary>Writes a batch, and rolls up what is over by then.</summary>
    /// <param name="batch">What to write.</param>
    /// <param name="zones">The zones of houses, for their days; UTC where one is missing.</param>
    Task WriteAsync(EnergyBatch batch, IReadOnlyDictionary<HouseName, DateTimeZone> zones);

    /// <summary>Reads the bins of outlets, in order; outlets that it does not know are left out.</summary>
    Task<ImmutableDictionary<HouseOutlet, ImmutableArray<EnergyBin>>> ReadAsync(ReadEnergy question);

    /// <summary>Forgets what is older than it is to be kept. A clock that jumped ahead is not believed at once.</summary>
    Task ForgetAsync(Instant now, EnergyKeeping keeping);
}
