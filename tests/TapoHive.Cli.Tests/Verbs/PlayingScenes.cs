using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Tests.Testing;

namespace TapoHive.Cli.Tests.Verbs;

public sealed class PlayingScenes
{
    [Fact]
    public async Task A_scene_shows_what_it_would_do_step_by_step_and_does_nothing()
    {
        await using var hive = await StubHive.StartAsync("lamp", "fan");

        var shown = await Typing.TypeAsync("scene", "show", "evening", "--data", hive.Folder.Path);
        var dry = await Typing.TypeAsync("scene", "run", "evening", "--dry-run", "--data", hive.Folder.Path);

        Assert.Equal(
            """
            1. switch
              fan   on   is already
              lamp  on   is already
            2. wait 2 s
            3. switch, within 5 s
              fan   off  will switch
              lamp  off  will switch
            2 to switch, 2 already there. If a step fails, it goes on.

            """,
            shown.Out);
        Assert.Equal((ExitCode.Done, ExitCode.Done, shown.Out), (shown.Code, dry.Code, dry.Out));
    }

    [Fact]
    public async Task A_scene_that_is_not_proven_everywhere_ends_with_6()
    {
        await using var hive = await StubHive.StartAsync("lamp", "dark");

        var good = await Typing.TypeAsync("scene", "run", "hillside/evening", "--data", hive.Folder.Path);

        Assert.Equal(ExitCode.NotConverged, good.Code);
        Assert.Contains("1 of 2 outlets converged in 80 ms; 1 not. What is wanted stays wanted", good.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenes_are_listed()
    {
        await using var hive = await StubHive.StartAsync("lamp", "fan");

        var people = await Typing.TypeAsync("scene", "list", "--data", hive.Folder.Path);
        var programs = await Typing.TypeAsync("scene", "list", "--data", hive.Folder.Path, "-o", "json");

        Assert.Equal("SCENE    STEPS  OUTLETS  ON FAILURE\nevening  3      2        continue\n", people.Out);
        Assert.Equal(
            """{"scenes":[{"name":"evening","house":"hillside","steps":3,"outlets":2,"onFailure":"continue","problem":null}]}""" + "\n",
            programs.Out);
    }

    [Theory]
    [InlineData("scene run evenin", "There is no scene 'evenin'; did you mean 'evening'? 'tapohive scene list' lists them.\n")]
    [InlineData("scene show villa/evening", "There is no house 'villa' in this hive.\n")]
    [InlineData("scene cancel 7", "There is no run '7' that is remembered. 'tapohive runs' lists those that are.\n")]
    [InlineData("undo 7", "There is no run '7' that is remembered. 'tapohive runs' lists those that are.\n")]
    [InlineData("undo", "There is no run to undo. 'tapohive runs' lists those that are remembered.\n")]
    public async Task What_does_not_exist_ends_with_5_and_what_was_meant(string command, string error)
    {
        await using var hive = await StubHive.StartAsync("lamp");

        var result = await Typing.TypeAsync([.. command.Split(' '), "--data", hive.Folder.Path]);

        Assert.Equal((ExitCode.NothingMatched, error), (result.Code, result.Error));
    }

    [Fact]
    public async Task Without_any_run_that_is_said()
    {
        await using var hive = await StubHive.StartAsync("lamp");

        var result = await Typing.TypeAsync("runs", "--since", "1h", "--data", hive.Folder.Path);

        Assert.Equal((ExitCode.Done, "No run is remembered. The last fifty of each house are.\n"), (result.Code, result.Out));
    }
}
