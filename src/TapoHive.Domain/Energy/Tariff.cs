using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>What a kilowatt-hour costs, by the time of day.</summary>
/// <param name="Currency">How the money is called, such as <c>EUR</c>.</param>
/// <param name="Price">The price of a kilowatt-hour whenever none of the times holds.</param>
/// <param name="Times">The times with prices of their own; the first that holds counts. Absent where there are none.</param>
public sealed record Tariff(string Currency, decimal Price, ImmutableArray<TariffTime>? Times = null)
{
    private const decimal MillijoulesPerKilowattHour = EnergyAmount.MillijoulesPerWattHour * 1000m;

    /// <summary>Whether it costs the same at all times.</summary>
    public bool IsFlat => Times is null or { IsDefaultOrEmpty: true };

    /// <summary>The price of a kilowatt-hour at a moment.</summary>
    public decimal PriceAt(Instant at, DateTimeZone zone)
    {
        if (IsFlat)
        {
            return Price;
        }

        var local = at.InZone(zone).LocalDateTime;
        return Times!.Value.FirstOrDefault(time => time.Holds(local))?.Price ?? Price;
    }

    /// <summary>What energy cost that flowed from a moment on, for a quarter of an hour at most.</summary>
    public decimal Cost(EnergyAmount energy, Instant at, DateTimeZone zone) => energy.Millijoules / MillijoulesPerKilowattHour * PriceAt(at, zone);

    /// <summary>Whether another says the same.</summary>
    public bool Equals(Tariff? other) =>
        other is not null && Currency == other.Currency && Price == other.Price && (Times ?? []).SequenceEqual(other.Times ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Currency, Price, Times?.Length ?? 0);
}
