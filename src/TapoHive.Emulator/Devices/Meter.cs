namespace TapoHive.Emulator.Devices;

/// <summary>
/// Counts what flows through one relay: the load is constant, so energy is load times closed time. Kept in five-minute bins for a day
/// and in hours for 400 days, which is what the plug's own methods can ask for. Days and months are cut in the plug's local time to the hour.
/// </summary>
internal sealed class Meter(double watts, DateTimeOffset since)
{
    private ConsumptionBins _fine = FineBins();
    private ConsumptionBins _hours = HourBins();
    private DateTimeOffset _settled = since;

    /// <summary>The load of whatever is plugged in, in watts.</summary>
    public double Watts { get; private set; } = watts;

    /// <summary>When counting began; before it there is no data.</summary>
    public DateTimeOffset Since { get; private set; } = since;

    /// <summary>Everything that ever flowed, whatever the plug has forgotten of it.</summary>
    public Consumption Total { get; private set; }

    /// <summary>Accounts for the time up to <paramref name="now"/>, in which the relay did not move.</summary>
    public void Settle(DateTimeOffset now, bool closed)
    {
        if (now <= _settled)
        {
            return;
        }

        if (closed)
        {
            _fine.Add(_settled, now, Watts);
            _hours.Add(_settled, now, Watts);
            var seconds = (now - _settled).TotalSeconds;
            Total += new Consumption(Watts * seconds, seconds);
        }

        _settled = now;
    }

    /// <summary>Another appliance is plugged in. Settle first.</summary>
    public void PlugIn(double load) => Watts = load;

    /// <summary>Forgets what it counted, as after <c>clear_energy_data</c> or an update; what flowed has flowed. Settle first.</summary>
    public void Forget(DateTimeOffset now) => (_fine, _hours, Since) = (FineBins(), HourBins(), now);

    /// <summary>What was drawn in [from, to), to the hour.</summary>
    public Consumption Between(DateTimeOffset from, DateTimeOffset to) => _hours.Between(from, to);

    /// <summary>Mean power over one slot of five minutes or an hour in whole watts, or -1 where the meter has nothing (PROTOCOL 5.6).</summary>
    public long MeanWatts(DateTimeOffset from, TimeSpan width)
    {
        if (from + width <= Since || from > _settled)
        {
            return -1;
        }

        var bins = width < TimeSpan.FromHours(1) ? _fine : _hours;
        var until = from + width < _settled ? from + width : _settled;
        var start = from > Since ? from : Since;
        var seconds = Math.Max((until - start).TotalSeconds, 1);
        return (long)Math.Round(bins.Between(from, from + width).WattSeconds / seconds);
    }

    private static ConsumptionBins FineBins() => new(TimeSpan.FromMinutes(5), 288);

    private static ConsumptionBins HourBins() => new(TimeSpan.FromHours(1), 24 * 400);
}
