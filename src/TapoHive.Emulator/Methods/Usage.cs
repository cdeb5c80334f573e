using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary>The sums plugs report, cut at the plug's local midnights: by its own clock, right or wrong.</summary>
/// <param name="Today">Since midnight.</param>
/// <param name="Past7">The last seven days with today.</param>
/// <param name="Past30">The last thirty days with today.</param>
/// <param name="Month">Since the first of the month.</param>
internal sealed record Usage(Consumption Today, Consumption Past7, Consumption Past30, Consumption Month)
{
    /// <summary>The sums of one outlet, or of all outlets of a strip (no outlet).</summary>
    public static Usage Of(PlugDevice plug, Outlet? outlet, DateTimeOffset now)
    {
        var local = plug.ShownTime(now).ToOffset(plug.LocalOffset);
        var midnight = new DateTimeOffset(local.Date, plug.LocalOffset) - plug.ClockError;
        var first = new DateTimeOffset(local.Year, local.Month, 1, 0, 0, 0, plug.LocalOffset) - plug.ClockError;
        return new Usage(
            Since(plug, outlet, midnight, now),
            Since(plug, outlet, midnight.AddDays(-6), now),
            Since(plug, outlet, midnight.AddDays(-29), now),
            Since(plug, outlet, first, now));
    }

    private static Consumption Since(PlugDevice plug, Outlet? outlet, DateTimeOffset from, DateTimeOffset now)
    {
        if (outlet is not null)
        {
            return outlet.Meter.Between(from, now);
        }

        var sum = default(Consumption);
        foreach (var each in plug.Outlets)
        {
            sum += each.Meter.Between(from, now);
        }

        return sum;
    }
}
