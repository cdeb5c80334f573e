namespace TapoHive.Emulator.Devices;

/// <summary>Consumption in bins of one width; the oldest are forgotten, so a plug that runs for years does not grow.</summary>
internal sealed class ConsumptionBins(TimeSpan width, int capacity)
{
    private readonly SortedList<long, Consumption> _bins = [];

    /// <summary>Adds a stretch with the relay closed at a constant load, split over the bins it touches.</summary>
    public void Add(DateTimeOffset from, DateTimeOffset to, double watts)
    {
        var earliest = to - (width * capacity);
        var at = from < earliest ? earliest : from;
        while (at < to)
        {
            var key = Key(at);
            var end = Start(key + 1);
            var part = (end < to ? end : to) - at;
            _bins[key] = _bins.GetValueOrDefault(key) + new Consumption(watts * part.TotalSeconds, part.TotalSeconds);
            at += part;
        }

        while (_bins.Count > capacity)
        {
            _bins.RemoveAt(0);
        }
    }

    /// <summary>The sum over the bins that begin in [from, to).</summary>
    public Consumption Between(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = default(Consumption);
        for (var i = FirstAtOrAfter(from); i < _bins.Count && _bins.GetKeyAtIndex(i) * width.Ticks < to.UtcTicks; i++)
        {
            sum += _bins.GetValueAtIndex(i);
        }

        return sum;
    }

    private int FirstAtOrAfter(DateTimeOffset from)
    {
        var (low, high) = (0, _bins.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Start(_bins.Keys[middle]) < from ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private long Key(DateTimeOffset at) => at.UtcTicks / width.Ticks;

    private DateTimeOffset Start(long key) => new(key * width.Ticks, TimeSpan.Zero);
}
