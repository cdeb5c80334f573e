using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Cli.Verbs;

namespace TapoHive.Cli.Tests.CommandLine;

public sealed class ReadingTheCommandLine
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("90", 90)]
    [InlineData("1.5", 1.5)]
    [InlineData("15m", 900)]
    [InlineData("15min", 900)]
    [InlineData("2h", 7200)]
    [InlineData("1h30m", 5400)]
    [InlineData("1h 30m", 5400)]
    [InlineData("1d", 86400)]
    [InlineData("500ms", 0.5)]
    [InlineData(" 2H ", 7200)]
    public void A_duration(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0")]
    [InlineData("-5s")]
    [InlineData("2 hours")]
    [InlineData("h2")]
    [InlineData("1e9")]
    [InlineData("999999d")]
    [InlineData("2h2h2h2h2h2h2h2h2h2h2h2h2h2h2h2h2h2h2h")]
    public void No_duration(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("lamp heater", "lamp|heater")]
    [InlineData("tag.light and not room.office", "tag.light and not room.office")]
    [InlineData("lamp tag.light or desk heater", "lamp|tag.light or desk|heater")]
    [InlineData("not lamp", "not lamp")]
    [InlineData("all and not ( desk or lamp ) heater", "all and not ( desk or lamp )|heater")]
    [InlineData("(desk lamp) heater", "(desk lamp)|heater")]
    [InlineData("lamp AND desk", "lamp AND desk")]
    public void Selectors_as_a_shell_splits_them(string typed, string meant) =>
        Assert.Equal(meant, string.Join('|', SelectorArguments.Joined(typed.Split(' '))));

    [Theory]
    [InlineData("statsu", "There is no command 'statsu'; did you mean 'status'? See 'tapohive --help'.\n")]
    [InlineData("status --problem", "There is no option '--problem'; did you mean '--problems'? See 'tapohive status --help'.\n")]
    [InlineData("on lamp --for soon", "'soon' is no duration such as 90s, 15m, 2h, 1h30m or 1d. See 'tapohive on --help'.\n")]
    [InlineData("on lamp --timeout 60d", "'60d' is longer than anything is waited for: --timeout takes at most 10m. See 'tapohive on --help'.\n")]
    [InlineData("on lamp --for 2h --hold", "An end (--for) and no end (--hold) exclude each other. See 'tapohive on --help'.\n")]
    [InlineData("status --output xml", "'xml' is no output format; write table or json. See 'tapohive status --help'.\n")]
    [InlineData("up --demo 0", "'0' is no number of plugs from 1 to 9000. See 'tapohive up --help'.\n")]
    [InlineData("up --demo --house x", "The demonstration has its own house; use --demo or --house, not both. See 'tapohive up --help'.\n")]
    [InlineData("discover nowhere", "'nowhere' is no place to look. Write broadcast, own-subnets, an address or a range such as 192.0.2.0/24. See 'tapohive discover --help'.\n")]
    [InlineData("discover --port 20003", "--port goes with places to look at: without any, the hive looks where and how its houses say. Name one, such as broadcast. See 'tapohive discover --help'.\n")]
    [InlineData("why lamp heater", "'why' does not take 'heater'. See 'tapohive why --help'.\n")]
    [InlineData("why", "'why' needs OUTLET: one outlet, by name. See 'tapohive why --help'.\n")]
    public async Task Nonsense_is_said_to_be_that(string typed, string error)
    {
        var result = await Typing.TypeAsync(typed.Split(' '));

        Assert.Equal((ExitCode.Usage, "", error), (result.Code, result.Out, result.Error));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task A_name_that_a_script_left_empty_is_asked_for(string verb)
    {
        var result = await Typing.TypeAsync(verb, "");

        Assert.Equal((ExitCode.Usage, "", "The name of the file is empty. Name one.\n"), (result.Code, result.Out, result.Error));
    }

    [Fact]
    public async Task A_backup_that_is_there_already_is_not_written_over()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "hive.tapohive");
        await File.WriteAllTextAsync(file, "kept", TestContext.Current.CancellationToken);

        var result = await Typing.TypeAsync("backup", file, "--data", folder.Path);

        Assert.Equal((ExitCode.Usage, "", $"'{file}' is there already, and a backup is not written over another file. Name another one.\n"), (result.Code, result.Out, result.Error));
        Assert.Equal("kept", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("on --help")]
    [InlineData("status -h")]
    [InlineData("")]
    public async Task Help_teaches_by_example(string typed)
    {
        var result = await Typing.TypeAsync(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        Assert.Contains("Examples:\n  tapohive ", result.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("status --help")]
    [InlineData("completion bash")]
    [InlineData("[complete] tapohive st")]
    public async Task A_reader_that_has_read_enough_is_no_mishap(string typed)
    {
        using var closed = new ClosedPipe();
        var screen = Typing.ScreenOf() with { Out = closed };

        var result = await Typing.TypeAsync(screen, typed.Split(' ', 2));

        Assert.True(closed.WasWritten);
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
    }

    [Fact]
    public async Task A_hive_that_is_not_there()
    {
        var result = await Typing.TypeAsync("status", "--data", Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")));

        Assert.Equal((ExitCode.NotReachable, ""), (result.Code, result.Out));
        Assert.StartsWith("The hive is not running", result.Error, StringComparison.Ordinal);
    }

    /// <summary>A buffer before a pipe that nobody reads.</summary>
    private sealed class ClosedPipe : StringWriter
    {
        private const int BrokenPipe = 32;

        public ClosedPipe() => NewLine = "\n";

        public bool WasWritten => GetStringBuilder().Length > 0;

        public override Task FlushAsync(CancellationToken cancellationToken) => throw new IOException("Broken pipe", BrokenPipe);
    }
}
