using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Convergence;

/// <summary>What an outlet's own record is asked for.</summary>
/// <param name="Slot">Which outlet.</param>
/// <param name="From">From when on.</param>
/// <param name="To">Up to when.</param>
public sealed record SeriesQuestion(OutletSlot Slot, Instant From, Instant To);
