using System.Globalization;
using TapoHive.Benchmarks.Contenders;
using TapoHive.Benchmarks.Figures;

namespace TapoHive.Benchmarks.Rows;

/// <summary>Everything on, with no session open, and with all of them open.</summary>
internal static class SwitchingAll
{
    private const string TimedInside = "Everybody is timed where the work is done, until the last relay has moved; the hive's operator hears of it once that is on disk.";

    /// <summary>No plug knows any session: connect, switch, read back.</summary>
    public static async Task<Row> FromNothingAsync(int plugs, string mix, int rounds, Field field, CancellationToken cancellation)
    {
        await using var race = await Race.PrepareAsync(plugs, mix, field, cancellation);
        await race.RunAsync(rounds, 1, Sessions.Forgotten, cancellation);
        var aes = mix.StartsWith("aes", StringComparison.Ordinal);
        List<Figure> figures =
        [
            new("hive, from acceptance to the last proof", "ms", race.Of("hive", Inside), aes ? 800 : null),
            new("hive, answer at the operator", "ms", race.Of("hive", Whole)),
            .. Others(race, Whole, "ms"),
        ];
        Add(figures, "hive / npm (which does not read back)", race.Ratio("npm", Inside), aes ? 0.25 : 0.5);
        Add(figures, "hive / bare loop", race.Ratio("bare loop", Inside), aes ? null : 1.5);
        Add(figures, "hive, answer at the operator / npm", race.Ratio("npm", Whole), null);
        figures.AddRange(Cpu(race));
        return new Row(
            $"on/off of all {plugs} plugs ({mix}), no session valid",
            Command("on-all", plugs, mix, rounds),
            figures,
            ["Every plug forgets all sessions right before; the hive has to find that out by a refused request. It proves who answers by a reading before it writes, and reads back after. So does the bare loop.", TimedInside]);
    }

    /// <summary>Sessions are open: a write and a read-back for each plug, one request in flight for each.</summary>
    public static async Task<Row> WithSessionsAsync(int plugs, string mix, int rounds, Field field, CancellationToken cancellation)
    {
        await using var race = await Race.PrepareAsync(plugs, mix, field, cancellation);
        await race.RunAsync(rounds, 3, Sessions.Open, cancellation);
        double Rate(Lap lap) => plugs / Inside(lap) * 1000;
        List<Figure> figures =
        [
            new("hive, each read back", "writes/s", race.Of("hive", Rate)),
            new("hive, answer at the operator", "writes/s", race.Of("hive", lap => plugs / Whole(lap) * 1000)),
            .. Others(race, Rate, "writes/s"),
        ];
        Add(figures, "hive / npm (which does not read back)", race.Ratio("npm", Rate), 2.5, Better.Higher);
        Add(figures, "bare loop's time x this = hive's time", race.Ratio("bare loop", Inside), 1.5);
        figures.AddRange(Cpu(race));
        return new Row($"writes a second, {plugs} plugs ({mix}), sessions open", Command("writes", plugs, mix, rounds), figures, [TimedInside]);
    }

    /// <summary>The same behind a slow network.</summary>
    public static async Task<Row> DelayedAsync(int plugs, string mix, int rounds, int delay, CancellationToken cancellation)
    {
        // What a lost segment costs until it is sent again: the kernel's shortest time-out, and the delay once more.
        const int shortestTimeout = 200;
        const int lostPercent = 1;
        await using var race = await Race.PrepareAsync(plugs, mix, Field.Bare, cancellation);
        await race.Emulator.OrderAsync(string.Create(CultureInfo.InvariantCulture, $"delay:{delay}ms"), cancellation);
        await race.Emulator.OrderAsync(string.Create(CultureInfo.InvariantCulture, $"delay:{shortestTimeout + delay}ms@{lostPercent}%"), cancellation);
        await race.RunAsync(rounds, 1, Sessions.Open, cancellation);
        var bound = delay + shortestTimeout + delay;
        var shares = race.Of("hive", lap => bound / Inside(lap) * 100);
        return new Row(
            $"on/off of all {plugs} plugs ({mix}) at {delay} ms, {lostPercent}% of them losing each request once, sessions open",
            string.Create(CultureInfo.InvariantCulture, $"{Program.Name} delay --delay {delay} --plugs {plugs} --mix {mix} --rounds {rounds}"),
            [
                new("hive, from acceptance to the last proof", "ms", race.Of("hive", Inside)),
                new("hive, answer at the operator", "ms", race.Of("hive", Whole)),
                new("bare loop", "ms", race.Of("bare loop", Whole)),
                new("delay alone (the slowest plug's one exchange)", "ms", new Series([bound])),
                new("delay alone / hive", "%", shares, 95, Better.Higher),
            ],
            ["The delays are the emulator's, as the network's would be: this needs no rights. A lost request is one that comes 200 ms and one more delay late."]);
    }

    private static double Inside(Lap lap) => lap.InsideMilliseconds ?? lap.Milliseconds;

    private static double Whole(Lap lap) => lap.Milliseconds;

    private static string Command(string row, int plugs, string mix, int rounds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Program.Name} {row} --plugs {plugs} --mix {mix} --rounds {rounds}");

    private static IEnumerable<Figure> Others(Race race, Func<Lap, double> figure, string unit) => race.Contenders
        .Where(static contender => contender is not HiveContender)
        .Select(contender => new Figure(contender.Name == "npm" ? "npm (does not read back)" : contender.Name, unit, race.Of(contender.Name, figure)));

    private static IEnumerable<Figure> Cpu(Race race) => race.Contenders.SelectMany(contender => new Figure[]
    {
        new($"processor time a plug: {contender.Name}", "us", race.Of(contender.Name, lap => lap.CpuMilliseconds * 1000 / race.Plugs)),
        new($"processor time a plug: emulator under {contender.Name}", "us", race.Of(contender.Name, lap => lap.EmulatorCpuMilliseconds * 1000 / race.Plugs)),
    });

    private static void Add(List<Figure> figures, string name, Series? ratio, double? budget, Better direction = Better.Lower)
    {
        if (ratio is not null)
        {
            figures.Add(new Figure(name, "ratio", ratio, budget, direction));
        }
    }
}
