using System.Globalization;
using System.Text.RegularExpressions;
using TapoHive.Benchmarks.Figures;
using TapoHive.Benchmarks.Stage;

namespace TapoHive.Benchmarks.Rows;

/// <summary>Rows that have a program of their own in <c>tests/measure</c>, which prints its figures in words.</summary>
internal static partial class ScriptedRow
{
    private static readonly string Folder = Path.Combine(Places.Repository, "tests", "measure");

    /// <summary>Whether plugs that swallow every packet make the others wait.</summary>
    public static async Task<Row> BlackHolesAsync(int plugs, string mix, int pairs, CancellationToken cancellation)
    {
        var (lines, command) = await RunAsync(
            "black-holes.py", string.Create(CultureInfo.InvariantCulture, $"--plugs {plugs} --mix {mix} --share 30 --pairs {pairs}"), cancellation);
        var figures = lines.Select(static line => PairFigures().Match(line)).Where(static match => match.Success).ToList();
        Series Of(string group) => new([.. figures.Select(match => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture))]);
        return new Row(
            $"30% of {plugs} plugs ({mix}) black-holed: the healthy ones",
            command,
            [
                new("p99 to proof, all well", "ms", Of("without")),
                new("p99 to proof of the healthy, others black-holed", "ms", Of("with")),
                new("with / without", "ratio", Of("ratio"), 1.1),
            ],
            [lines[^1]]);
    }

    /// <summary>How long after their scheduled instant relays move.</summary>
    public static async Task<Row> PunctualityAsync(int plugs, int rounds, CancellationToken cancellation)
    {
        var (lines, command) = await RunAsync(
            "punctuality.py", string.Create(CultureInfo.InvariantCulture, $"--plugs {plugs} --rounds {rounds}"), cancellation);
        var whole = WholeFigures().Match(lines[^1]);
        return new Row(
            $"relay moved after the scheduled instant, {plugs} plugs",
            command,
            whole.Success
                ?
                [
                    new("p99", "ms", new Series([double.Parse(whole.Groups["p99"].ValueSpan, CultureInfo.InvariantCulture)]), 250),
                    new("median", "ms", new Series([double.Parse(whole.Groups["median"].ValueSpan, CultureInfo.InvariantCulture)])),
                ]
                : [],
            lines);
    }

    private static async Task<(string[] Lines, string Command)> RunAsync(string script, string arguments, CancellationToken cancellation)
    {
        var path = Path.Combine(Folder, script);
        if (!File.Exists(path))
        {
            throw new MeasurementException($"{path} is missing.");
        }

        var (code, output, errors) = await Child.RunAsync("python3", [path, Places.Tapohive, .. arguments.Split(' ')], null, cancellation);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return code == 0 && lines.Length > 0
            ? (lines, $"python3 tests/measure/{script} artifacts/bin/TapoHive.Cli/release/tapohive {arguments}")
            : throw new MeasurementException($"{script} ended with {code}. {errors}");
    }

    [GeneratedRegex(@"^pair \d+: .*p99 without (?<without>[\d.]+) ms, with (?<with>[\d.]+) ms, ratio (?<ratio>[\d.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PairFigures();

    [GeneratedRegex(@"p99 (?<p99>[\d.]+) ms, median (?<median>[\d.]+) ms", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WholeFigures();
}
