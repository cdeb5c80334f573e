using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Cli.Tests.Testing;

namespace TapoHive.Cli.Tests.Verbs;

public sealed class TalkingToAHive
{
    [Fact]
    public async Task Status_for_people_and_for_programs()
    {
        await using var hive = await StubHive.StartAsync("lamp", "heater");

        var table = await Typing.TypeAsync("status", "--data", hive.Folder.Path);
        var json = await Typing.TypeAsync("status", "lamp", "--output", "json", "--data", hive.Folder.Path);

        Assert.Equal((ExitCode.Done, ""), (table.Code, table.Error));
        Assert.Equal(
            """
            OUTLET  ROOM  DESIRED  REPORTED  PHASE     READ     PROBLEM
            heater  hall  -        on        LoggedIn  3 s ago
            lamp    hall  -        on        LoggedIn  3 s ago

            2 outlets: 2 as wanted.

            """,
            table.Out);
        Assert.StartsWith("""{"outlets":[{"name":"lamp","house":"hillside",""", json.Out, StringComparison.Ordinal);
        Assert.Single(json.Out.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_proven_switch_ends_with_0()
    {
        await using var hive = await StubHive.StartAsync("lamp");

        var result = await Typing.TypeAsync("on", "lamp", "--data", hive.Folder.Path);

        Assert.Equal((ExitCode.Done, "lamp  on   converged  40 ms\n1 outlet converged in 80 ms.\n", ""), (result.Code, result.Out, result.Error));
    }

    [Fact]
    public async Task A_switch_that_is_not_proven_everywhere_ends_with_6()
    {
        await using var hive = await StubHive.StartAsync("lamp", "dark");

        var people = await Typing.TypeAsync("off", "lamp", "dark", "--data", hive.Folder.Path);
        var programs = await Typing.TypeAsync("off", "lamp", "dark", "--data", hive.Folder.Path, "-o", "json");

        Assert.Equal(ExitCode.NotConverged, people.Code);
        Assert.Contains("dark  off  failed  40 ms  Plug 'dark' does not answer. Check its power.\n", people.Out, StringComparison.Ordinal);
        Assert.Contains("1 of 2 outlets converged in 80 ms; 1 not.", people.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotConverged, programs.Code);
        Assert.StartsWith("""{"run":"hillside/7","outcome":"partial",""", programs.Out, StringComparison.Ordinal);
        Assert.Contains("Plug 'dark' does not", programs.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_wait_gets_0_for_acceptance()
    {
        await using var hive = await StubHive.StartAsync("dark");

        var result = await Typing.TypeAsync("on", "dark", "--no-wait", "--data", hive.Folder.Path);

        Assert.Equal((ExitCode.Done, "Accepted for 1 outlet; nobody waited for proof. Run hillside/7.\n"), (result.Code, result.Out));
    }

    [Theory]
    [InlineData("on lmap", ExitCode.NothingMatched, "No plug or outlet 'lmap'; did you mean 'lamp'?\n")]
    [InlineData("why room.hall", ExitCode.Usage, "'room.hall' means 2 outlets, and 'why' is about one. Choose: hillside/heater, hillside/lamp.\n")]
    [InlineData("release elsewhere/lamp", ExitCode.NothingMatched, "There is no house 'elsewhere' in this hive. Its houses: hillside.\n")]
    public async Task What_makes_no_sense_to_the_hive(string typed, int code, string error)
    {
        await using var hive = await StubHive.StartAsync("lamp", "heater");

        var result = await Typing.TypeAsync([.. typed.Split(' '), "--data", hive.Folder.Path]);

        Assert.Equal((code, "", error), (result.Code, result.Out, result.Error));
    }

    [Theory]
    [InlineData("y", ExitCode.Done)]
    [InlineData("Yes", ExitCode.Done)]
    [InlineData("n", ExitCode.Error)]
    [InlineData("", ExitCode.Error)]
    public async Task A_person_is_asked_before_all_is_switched(string answer, int code)
    {
        await using var hive = await StubHive.StartAsync("lamp", "heater");

        var result = await Typing.TypeAsync(Typing.ScreenOf(answer: answer, asking: Asking.APerson), "off", "all", "--data", hive.Folder.Path);

        Assert.Equal(code, result.Code);
        Assert.StartsWith("This means 2 outlets: off? [y/N] ", result.Error, StringComparison.Ordinal);
        Assert.Equal(code == ExitCode.Done, result.Out.Contains("converged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Asking.APerson, "off all --yes")]
    [InlineData(Asking.APerson, "off all --output json")]
    [InlineData(Asking.APerson, "off lamp heater")]
    [InlineData(Asking.Nobody, "off all")]
    public async Task Nobody_is_asked_otherwise(Asking asking, string typed)
    {
        await using var hive = await StubHive.StartAsync("lamp", "heater");

        var result = await Typing.TypeAsync(Typing.ScreenOf(asking: asking), [.. typed.Split(' '), "--data", hive.Folder.Path]);

        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
    }

    [Fact]
    public async Task Release_retry_and_discover_say_what_they_did()
    {
        await using var hive = await StubHive.StartAsync("lamp", "heater");

        var released = await Typing.TypeAsync("release", "all", "--data", hive.Folder.Path);
        var retried = await Typing.TypeAsync("retry", "lamp", "-o", "json", "--data", hive.Folder.Path);
        var discovered = await Typing.TypeAsync("discover", "--data", hive.Folder.Path);

        Assert.Equal((ExitCode.Done, "Released: heater, lamp.\n"), (released.Code, released.Out));
        Assert.Equal((ExitCode.Done, """{"retrying":[{"name":"lamp","house":"hillside"}]}""" + "\n"), (retried.Code, retried.Out));
        Assert.Equal(ExitCode.Done, discovered.Code);
        Assert.StartsWith("Nothing answered.", discovered.Out, StringComparison.Ordinal);
    }
}
