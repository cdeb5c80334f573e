using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary>The sums plugs report of one outlet, or of all outlets of a strip (no outlet), cut at the plug's local midnights: by its own clock, right or wrong.</summary>
internal sealed class Usage(PlugDevice plug, Outlet? outlet, DateTimeOffset now)
{
    /// <summary>Since midnight.</summary>
    public Consumption Today => Since(0);

    /// <summary>The last seven days with today.</summary>
    public Consumption Past7 => Since(6);

    /// <summary>The last thirty days with today.</summary>
    public Consumption Past30 => Since(29);

    /// <summary>Since the first of the month.</summary>
    public Consumption Month => Since(LocalTime.Day - 1);

    private DateTimeOffset LocalTime => plug.Zone.Local(plug.ShownTime(now));

    private Consumption Since(int days)
    {
        var from = plug.Zone.Midnight(LocalTime.Date, -days) - plug.BinError(TimeSpan.FromHours(1));
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
