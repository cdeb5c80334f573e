using System.Globalization;
using TapoHive.Benchmarks.Contenders;
using TapoHive.Benchmarks.Figures;

namespace TapoHive.Benchmarks.Rows;

/// <summary>Everything on, with no session open, and with all of them open.</summary>
internal static class SwitchingAll
{
    private const string TimedInside = "Everybody is timed where the work is done, until the last relay has moved; the hive's operator hears of it once that is on disk.";

    /// <summary>No plug knows any session: connect, switch, read back.</summary>
    public static async Task<Row> FromNothingAsync(int plugs, string mix, int starts, int rounds, Field field, CancellationToken cancellation)
    {
        var race = await new Race(plugs, mix, field, starts, rounds, Pairs: 1, Sessions.Forgotten).RunAsync(cancellation);
        var aes = mix.StartsWith("aes", StringComparison.Ordinal);
        List<Figure> figures =
        [
            new("hive, from acceptance to the last proof", "ms", race.Of(HiveContender.Called, Inside), aes ? 800 : null),
            new("hive, answer at the operator", "ms", race.Of(HiveContender.Called, Whole)),
            .. Others(race, Whole, "ms"),
        ];
        Add(figures, "hive / npm (which does not read back)", race.Ratio("npm", Inside), aes ? 0.25 : 0.5);
        Add(figures, "hive / bare loop", race.Ratio("bare loop", Inside), aes ? null : 1.5);
        Add(figures, "hive, answer at the operator / npm", race.Ratio("npm", Whole), null);
        figures.AddRange(Cpu(race));
        return new Row(
            $"on/off of all {plugs} plugs ({mix}), no session valid",
            Command("on-all", plugs, mix, starts, rounds),
            figures,
            ["Every plug forgets all sessions right before; the hive has to find that out by a refused request. It proves who answers by a reading before it writes, and reads back after. So does the bare loop.", TimedInside]);
    }

    /// <summary>Sessions are open: a write and a read-back for each plug, one request in flight for each.</summary>
    public static async Task<Row> WithSessionsAsync(int plugs, string mix, int starts, int rounds, Field field, CancellationToken cancellation)
    {
        var race = await new Race(plugs, mix, field, starts, rounds, Pairs: 12, Sessions.Open).RunAsync(cancellation);
        double Rate(Lap lap) => plugs / Inside(lap) * 1000;
        List<Figure> figures =
        [
            new("hive, each read back", "writes/s", race.Of(HiveContender.Called, Rate)),
            new("hive, answer at the operator", "writes/s", race.Of(HiveContender.Called, lap => plugs / Whole(lap) * 1000)),
            .. Others(race, Rate, "writes/s"),
        ];
        Add(figures, "hive / npm (which does not read back)", race.Ratio("npm", Rate), 2.5, Better.Higher);
        Add(figures, "bare loop's time x this = hive's time", race.Ratio("bare loop", Inside), 1.5);
        figures.AddRange(Cpu(race));
        return new Row($"writes a second, {plugs} plugs ({mix}), sessions open", Command("writes", plugs, mix, starts, rounds), figures, [TimedInside]);
    }

    /// <summary>The same behind a slow network.</summary>
    public static async Task<Row> DelayedAsync(int plugs, string mix, int starts, int rounds, int delay, CancellationToken cancellation)
    {
        // What a lost segment costs until it is sent again: the kernel's shortest time-out, and the delay once more.
        const int shortestTimeout = 200;
        const int lostPercent = 1;
        var race = await new Race(plugs, mix, Field.Bare, starts, rounds, Pairs: 1, Sessions.Open)
        {
            Faults =
            [
                string.Create(CultureInfo.InvariantCulture, $"delay:{delay}ms"),
                string.Create(CultureInfo.InvariantCulture, $"delay:{shortestTimeout + delay}ms@{lostPercent}%"),
            ],
        }.RunAsync(cancellation);
        var bound = delay + shortestTimeout + delay;
        var shares = race.Of(HiveContender.Called, lap => bound / Inside(lap) * 100);
        return new Row(
            $"on/off of all {plugs} plugs ({mix}) at {delay} ms, {lostPercent}% of them losing each request once, sessions open",
            Command(string.Create(CultureInfo.InvariantCulture, $"delay --delay {delay}"), plugs, mix, starts, rounds),
            [
                new("hive, from acceptance to the last proof", "ms", race.Of(HiveContender.Called, Inside)),
                new("hive, answer at the operator", "ms", race.Of(HiveContender.Called, Whole)),
                new("bare loop", "ms", race.Of("bare loop", Whole)),
                new("delay alone (the slowest plug's one exchange)", "ms", new Series([bound])),
                new("delay alone / hive", "%", shares, 95, Better.Higher),
            ],
            ["The delays are the emulator's, as the network's would be: this needs no rights. A lost request is one that comes 200 ms and one more delay late."]);
    }

    private static double Inside(Lap lap) => lap.InsideMilliseconds ?? lap.Milliseconds;

    private static double Whole(Lap lap) => lap.Milliseconds;

    private static string Command(string row, int plugs, string mix, int starts, int rounds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Program.Name} {row} --plugs {plugs} --mix {mix} --starts {starts} --rounds {rounds}");

    private static IEnumerable<Figure> Others(Laps race, Func<Lap, double> figure, string unit) => race.Contenders
        .Where(static name => name != HiveContender.Called)
        .Select(name => new Figure(name == "npm" ? "npm (does not read back)" : name, unit, race.Of(name, figure)));

    private static IEnumerable<Figure> Cpu(Laps race) => race.Contenders.SelectMany(name => new Figure[]
    {
        new($"processor time a plug: {name}", "us", race.Of(name, lap => lap.CpuMilliseconds * 1000 / race.Plugs)),
        new($"processor time a plug: emulator under {name}", "us", race.Of(name, lap => lap.EmulatorCpuMilliseconds * 1000 / race.Plugs)),
    });

    private static void Add(List<Figure> figures, string name, Series? ratio, double? budget, Better direction = Better.Lower)
    {
        if (ratio is not null)
        {
            figures.Add(new Figure(name, "ratio", ratio, budget, direction));
        }
    }
}
