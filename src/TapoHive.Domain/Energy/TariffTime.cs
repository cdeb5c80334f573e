using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>A time of day, or of the week, with a price of its own.</summary>
/// <param name="Name">How it is called, such as <c>night</c>.</param>
/// <param name="Price">The price of a kilowatt-hour.</param>
/// <param name="From">When it begins; midnight where both ends are absent. On a quarter of an hour.</param>
/// <param name="Until">When it ends. Not later than its start, it ends on the next day.</param>
/// <param name="Days">The days on which it begins, in order; absent where that is every day.</param>
public sealed record TariffTime(string Name, decimal Price, LocalTime? From = null, LocalTime? Until = null, ImmutableArray<IsoDayOfWeek>? Days = null)
{
    /// <summary>Whether it holds at a moment on the clock of the house.</summary>
    public bool Holds(LocalDateTime at)
    {
        var (from, until) = (From ?? LocalTime.Midnight, Until ?? LocalTime.Midnight);
        return from < until
            ? IsDay(at.Date) && at.TimeOfDay >= from && at.TimeOfDay < until
            : (at.TimeOfDay >= from && IsDay(at.Date)) || (at.TimeOfDay < until && IsDay(at.Date.PlusDays(-1)));
    }

    /// <summary>Whether another says the same.</summary>
    public bool Equals(TariffTime? other) => other is not null && Name == other.Name && Price == other.Price && From == other.From && Until == other.Until
        && (Days ?? []).SequenceEqual(other.Days ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Price, From, Until);

    private bool IsDay(LocalDate date) => Days is not { } days || days.Contains(date.DayOfWeek);
}
