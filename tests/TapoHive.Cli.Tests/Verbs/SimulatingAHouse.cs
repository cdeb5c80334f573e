using System.Text.Json;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Tests.Testing;

namespace TapoHive.Cli.Tests.Verbs;

public sealed class SimulatingAHouse : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("tapohive-simulate-").FullName, "house.conf");

    [Fact]
    public async Task A_year_of_a_file_without_any_hive()
    {
        await WriteAsync("porch { from = \"18:00\", until = \"23:00\", on = porch }, night { at = \"22:00\", off = porch, days = sat }, work { cron = \"0 0 7 ? * MON-FRI\", off = porch }");

        var people = await Typing.TypeAsync("schedule", "simulate", "--house", _file, "--from", "2027-01-01", "--to", "2028-01-01");
        var programs = await Typing.TypeAsync("schedule", "simulate", "--house", _file, "--from", "2027-01-01", "--to", "2028-01-01", "--output", "json");

        Assert.Equal((ExitCode.Done, ""), (people.Code, people.Error));
        Assert.Contains("night switches porch off while the window of porch runs", people.Out, StringComparison.Ordinal);
        Assert.Contains("██", people.Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(programs.Out);
        var porch = json.RootElement.GetProperty("outlets").EnumerateArray().Single(outlet => outlet.GetProperty("name").GetString() == "porch");

        // Five hours a day, an hour less on the 52 Saturdays of 2027.
        Assert.Equal((5 * 365) - 52, porch.GetProperty("hoursOn").GetDouble(), 3);
        Assert.Equal("2027-01-01T18:00:00Z", porch.GetProperty("changes")[1].GetProperty("at").GetString());
        Assert.Contains(
            """{"schedule":"porch","at":"2027-06-01T18:00:00+01:00","utc":"2027-06-01T17:00:00Z","scene":null,"selector":"on porch","note":""",
            programs.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_and_changes_are_told_in_words()
    {
        await WriteAsync("porch { from = \"18:00\", until = \"23:00\", on = porch }", ", safety { max-on = 2h }");

        var people = await Typing.TypeAsync("schedule", "simulate", "--house", _file, "--from", "2027-01-01", "--to", "2027-01-03");

        Assert.Contains("Switched off by their max-on\n  porch (2 times, first 2027-01-01 20:00)\n", people.Out, StringComparison.Ordinal);
        Assert.Contains("  Fri 2027-01-01 18:00: porch on, because of schedule porch\n  Fri 2027-01-01 20:00: porch off, because of its max-on\n", people.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_that_is_not_there_is_named()
    {
        await WriteAsync("porch { at = \"18:00\", on = porch }");

        var result = await Typing.TypeAsync("schedule", "simulate", "porhc", "--house", _file);

        Assert.Equal(ExitCode.Error, result.Code);
        Assert.Contains($"There is no schedule 'porhc' in {_file}; did you mean 'porch'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_mistakes_is_not_simulated()
    {
        await WriteAsync("porch { at = \"25:00\", on = porch }");

        var result = await Typing.TypeAsync("schedule", "simulate", "--house", _file);

        Assert.Equal(ExitCode.Error, result.Code);
        Assert.Contains("'25:00' is no time", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moment_that_is_none_is_a_slip_of_usage() =>
        Assert.Equal(ExitCode.Usage, (await Typing.TypeAsync("schedule", "simulate", "--house", _file, "--from", "yesterday")).Code);

    [Theory]
    [InlineData("2026-03-30", "2026-03-28", "The time asked for is empty: it ends before it begins. Write an earlier --from, or a later --to.")]
    [InlineData("1d", "1h", "The time asked for is empty: it ends before it begins. Write an earlier --from, or a later --to.")]
    [InlineData(null, "0001-01-01", "The time asked for is empty: it ends before it begins. Write an earlier --from, or a later --to.")]
    [InlineData("2027-01-01", "2029-02-01", "A simulation is of at most two years. Write a later --from, or an earlier --to.")]
    [InlineData(null, "9999-12-31", "A simulation is of at most two years. Write a later --from, or an earlier --to.")]
    [InlineData("9999-12-31", null, "A simulation begins within ten years from now. Write an earlier --from.")]
    public async Task A_span_that_cannot_be_simulated_is_a_slip_of_usage_and_said_in_words(string? from, string? to, string words)
    {
        await WriteAsync("porch { from = \"18:00\", until = \"23:00\", on = porch }");
        string[] since = from is null ? [] : ["--from", from];
        string[] until = to is null ? [] : ["--to", to];

        var result = await Typing.TypeAsync(["schedule", "simulate", "--house", _file, .. since, .. until]);

        Assert.Equal(new Typed(ExitCode.Usage, "", $"{words}\n"), result);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    private Task WriteAsync(string schedules, string more = "") => File.WriteAllTextAsync(
        _file,
        "house { name = hillside, time-zone = \"Europe/London\", accounts.default { username = \"me@example.com\", password { env = PASSWORD } }\n"
        + $"plugs {{ porch {{ mac = \"00-00-5E-00-53-01\"{more} }} }}\n"
        + $"schedules {{ {schedules} }} }}\n",
        TestContext.Current.CancellationToken);
}
