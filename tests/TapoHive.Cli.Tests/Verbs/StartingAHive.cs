using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Cli.Verbs;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.Tests.Verbs;

public sealed class StartingAHive
{
    [Fact]
    public async Task A_demonstration_has_eight_plugs_and_a_folder_of_its_own()
    {
        UpOptions? asked = null;

        await Typing.TypeAsync(Typing.ScreenOf(), (options, _) => { asked = options; return Task.FromResult(0); }, "up", "--demo");

        Assert.Equal((DataFolder.Demo.Path, 8), (asked?.Folder?.Path, asked?.DemoPlugs));
    }

    [Fact]
    public async Task House_files_and_folder_are_passed_on()
    {
        UpOptions? asked = null;
        var folder = Path.Combine(Path.GetTempPath(), "elsewhere");

        var result = await Typing.TypeAsync(
            Typing.ScreenOf(), (options, _) => { asked = options; return Task.FromResult(7); }, "up", "--house", "a.conf", "--house", "b.conf", "--data", folder);

        Assert.Equal(7, result.Code);
        Assert.Equal((folder, null, "a.conf b.conf"), (asked?.Folder?.Path, asked?.DemoPlugs, string.Join(' ', asked?.HouseFiles ?? [])));
    }

    [Theory]
    [InlineData(Colour.Welcome, "up", true)]
    [InlineData(Colour.Welcome, "up --no-color", false)]
    [InlineData(Colour.Never, "up", false)]
    public async Task Its_log_has_colours_where_they_are_welcome(Colour colour, string typed, bool welcome)
    {
        UpOptions? asked = null;

        await Typing.TypeAsync(Typing.ScreenOf() with { Colour = colour }, (options, _) => { asked = options; return Task.FromResult(0); }, typed.Split(' '));

        Assert.Equal(welcome, asked?.Colours);
    }

    [Theory]
    [InlineData("No such\nnumber.")]
    [InlineData("No such number")]
    public async Task A_mistake_of_the_program_is_a_sentence_and_no_stack_trace(string message)
    {
        var result = await Typing.TypeAsync(Typing.ScreenOf(), (_, _) => throw new InvalidOperationException(message), "up");

        Assert.Equal(
            new Typed(ExitCode.Error, "", "This is a mistake of the program itself, InvalidOperationException: No such number. Report it with what was typed.\n"),
            result);
    }

    [Fact]
    public async Task What_to_type_next_is_printed_when_it_runs()
    {
        var result = await Typing.TypeAsync(
            Typing.ScreenOf(),
            (options, _) =>
            {
                options.Started(new UpStarted(new GateAddress("127.0.0.1", 4711), ["demo"], "kettle"), DataFolder.Demo);
                return Task.FromResult(0);
            },
            "up",
            "--demo",
            "3");

        Assert.Equal(ExitCode.Done, result.Code);
        Assert.Contains("A demonstration house with 3 emulated plugs is up.", result.Out, StringComparison.Ordinal);
        Assert.Contains(" on kettle\n", result.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("--data", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_to_type_next_names_the_demonstration_where_another_hive_would_be_asked()
    {
        Directory.CreateDirectory(DataFolder.Usual.Path);
        await File.WriteAllTextAsync(DataFolder.Usual.GateAddressFile, "127.0.0.1:1", TestContext.Current.CancellationToken);
        try
        {
            var result = await Typing.TypeAsync(
                Typing.ScreenOf(),
                (options, _) =>
                {
                    options.Started(new UpStarted(new GateAddress("127.0.0.1", 4711), ["demo"], "kettle"), DataFolder.Demo);
                    return Task.FromResult(0);
                },
                "up",
                "--demo");

            Assert.Contains($" off all --data {DataFolder.Demo.Path}", result.Out, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(DataFolder.Usual.GateAddressFile);
        }
    }

    [Fact]
    public void A_folder_that_nobody_would_find_is_mentioned()
    {
        var folder = new DataFolder("/srv/my hive");
        var started = new UpStarted(new GateAddress("127.0.0.1", 4711), ["hillside"], null);

        var text = NextSteps.Text(started, folder, null, folder, "tapohive");

        Assert.Contains("  tapohive status --data '/srv/my hive'\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.StartsWith("The hive is up: hillside.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hive_without_a_house_says_how_it_gets_one()
    {
        var folder = new DataFolder("/srv/hive");

        var text = NextSteps.Text(new UpStarted(new GateAddress("127.0.0.1", 4711), [], null), folder, null, folder, "tapohive").ReplaceLineEndings("\n");

        Assert.Contains("  tapohive init\n  tapohive house apply house.conf --data /srv/hive\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("status", text, StringComparison.Ordinal);
        Assert.EndsWith("Stop: Ctrl-C", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/usr/bin/tapohive", "/usr/bin/tapohive")]
    [InlineData("/my apps/tapohive", "'/my apps/tapohive'")]
    [InlineData("/it's/x", "'/it'\\''s/x'")]
    public void A_path_is_one_word_to_a_shell(string path, string quoted) => Assert.Equal(quoted, ProgramPath.Quoted(path));
}
