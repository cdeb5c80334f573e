using System.Collections.Immutable;
using System.Diagnostics;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Cli.Tests.Completion;

// One user has one set of contexts.
[Collection(nameof(HiveContexts))]
public sealed class CompletingALine : IDisposable
{
    private readonly string _hive = Path.Combine(Path.GetTempPath(), $"tapohive-{Guid.NewGuid():N}");

    public CompletingALine() => NameCache.Learn(_hive, Seen, AnswerPart.Everything);

    private static StatusReport Seen { get; } = new(
        [Outlet("lamp", "hall", "light"), Outlet("desk.monitor", "office", "light"), Outlet("desk.printer", "office")],
        [new HouseStatus("hillside", 3, default) { Scenes = ["evening", "movie"], Schedules = ["dusk", "porch"] }])
    {
        Waiting = [new WaitingPlugReport("p110-00-07", "hillside", "00-00-5E-00-53-07", "P110", "192.0.2.7:80", Transport.Klap, null, false, 1)],
    };

    public void Dispose() => NameCache.Learn(_hive, new StatusReport([], []), AnswerPart.Everything);

    [Theory]
    [InlineData("tapohive st", "status")]
    [InlineData("tapohive sch", "schedule")]
    [InlineData("tapohive schedule p", "pause")]
    [InlineData("tapohive scene run ", "evening|movie")]
    [InlineData("tapohive scene run m", "movie")]
    [InlineData("tapohive schedule skip ", "dusk|porch")]
    [InlineData("tapohive schedule pause --except d", "dusk")]
    [InlineData("tapohive why d", "desk.monitor|desk.printer")]
    [InlineData("tapohive on la", "lamp")]
    [InlineData("tapohive on lamp des", "desk|desk.monitor|desk.printer")]
    [InlineData("tapohive on tag.", "tag.light")]
    [InlineData("tapohive off tag.light and not roo", "room.hall|room.office")]
    [InlineData("tapohive on model.", "model.P110")]
    [InlineData("tapohive retry a", "all")]
    [InlineData("tapohive forget d", "desk")]
    [InlineData("tapohive adopt ", "p110-00-07")]
    [InlineData("tapohive status --out", "--output")]
    [InlineData("tapohive status --output ", "json|table")]
    [InlineData("tapohive status --output=j", "--output=json")]
    [InlineData("tapohive status -o t", "table")]
    [InlineData("tapohive completion z", "zsh")]
    [InlineData("tapohive discover b", "broadcast")]
    [InlineData("tapohive house check ", ":files:")]
    [InlineData("tapohive house check some", ":files:")]
    [InlineData("tapohive up --house ./h", ":files:")]
    [InlineData("tapohive nonsense ", "")]
    [InlineData("/somewhere/else/tapohive   statu", "status")]
    public async Task Names_verbs_options_and_words(string line, string expected)
    {
        var answer = await CompleteAsync(line);

        Assert.Equal(expected, string.Join('|', answer.Select(static it => it.Split('\t')[0])));
    }

    [Fact]
    public async Task A_name_has_a_word_beside_it_where_there_is_one()
    {
        Assert.Equal(["lamp\thall"], await CompleteAsync("tapohive on la"));
        Assert.Equal(":folders:\n", (await Typing.TypeAsync(ShellAnswer.Asking, "tapohive status --data /v")).Out);
        Assert.Contains(await CompleteAsync("tapohive st"), static it => it.StartsWith("status\tShow how outlets stand", StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_about_some_outlets_adds_to_what_is_known()
    {
        NameCache.Learn(_hive, Seen with { Outlets = [Outlet("fridge", "kitchen")] }, AnswerPart.Some);
        Assert.Equal("desk.monitor desk.printer fridge lamp", Known(_hive, NameKind.Outlet));

        NameCache.Learn(_hive, Seen with { Outlets = [Outlet("fridge", "kitchen")] }, AnswerPart.Everything);
        Assert.Equal("fridge", Known(_hive, NameKind.Outlet));
    }

    [Fact]
    public async Task Status_leaves_the_names_in_a_file_that_only_its_user_reads()
    {
        await using var hive = await StubHive.StartAsync("lamp", "heater");

        await Typing.TypeAsync("status", "--data", hive.Folder.Path);

        Assert.Equal("heater lamp", Known(hive.Folder.Path, NameKind.Outlet));
        Assert.Equal("evening", Known(hive.Folder.Path, NameKind.Scene));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME")!, "tapohive", "names"), $"*{Path.GetFileName(hive.Folder.Path)}"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_hive_elsewhere_completes_by_its_context_with_names_of_its_own()
    {
        await using var hive = await StubHive.StartAsync("fountain");
        var file = Path.Combine(hive.Folder.Path, "anna.operator");
        await Typing.TypeAsync("operator", "add", "anna", "--role", "view", "--file", file, "--data", hive.Folder.Path);
        try
        {
            await Typing.TypeAsync("context", "import", file, "--as", "cottage");

            Assert.Equal((ExitCode.Done, ""), await StatusAsync());

            Assert.Equal((string[])["cottage", "local\tthe hive of this machine"], await AskAsync("tapohive status --hive "));
            Assert.Equal((string[])["cottage"], await AskAsync("tapohive context use cot"));
            Assert.Equal((string[])["fountain\thall"], await AskAsync("tapohive --hive cottage on fou"));
            Assert.Equal((string[])["fountain\thall"], await AskAsync("tapohive on --hive cottage fou"));
            Assert.Empty(await AskAsync($"tapohive --data {_hive} on fou"));
        }
        finally
        {
            // Another class asks what is not there yet.
            File.Delete(HiveContexts.Usual.FileOf("cottage"));
        }

        static async Task<(int, string)> StatusAsync()
        {
            var status = await Typing.TypeAsync("status", "--hive", "cottage", "--timeout", "100s");
            return (status.Code, status.Error);
        }
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task A_script_for_each_shell(string shell)
    {
        var result = await Typing.TypeAsync("completion", shell);

        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        Assert.Contains(ShellAnswer.Asking, result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on la", "lamp")]
    [InlineData("on de", "desk|desk.monitor|desk.printer")]
    [InlineData("scene run ", "evening|movie")]
    [InlineData("status --output=js", "json")]
    [InlineData("status --output=", "json|table")]
    [InlineData("house check house.c", "house.conf")]
    public async Task Bash_itself_completes(string typed, string expected)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "house.conf"), "", TestContext.Current.CancellationToken);
        var script = Path.Combine(folder.Path, "tapohive.bash");
        await File.WriteAllTextAsync(script, (await Typing.TypeAsync("completion", "bash")).Out, TestContext.Current.CancellationToken);

        // What bash does when Tab is pressed: it splits the line at COMP_WORDBREAKS, and calls what 'complete' knows for the word.
        var replies = await BashAsync(folder.Path, $$"""
            source '{{script}}'
            [[ $(complete -p tapohive) == *_tapohive* ]] || exit 9
            COMP_LINE='{{Path.Combine(AppContext.BaseDirectory, "tapohive")}} --data {{_hive}} {{typed}}'
            COMP_POINT=${#COMP_LINE}
            COMP_WORDS=({{Path.Combine(AppContext.BaseDirectory, "tapohive")}} --data {{_hive}} {{string.Join(' ', Words(typed))}})
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _tapohive tapohive "${COMP_WORDS[COMP_CWORD]}" x
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        Assert.Equal(expected, replies.TrimEnd('\n').ReplaceLineEndings("|"));
    }

    private static string Known(string hive, NameKind kind) => string.Join(' ', NameCache.Read(hive).Of(kind).Select(static name => name.Text));

    private static IEnumerable<string> Words(string typed) =>
        typed.Replace("=", " = ", StringComparison.Ordinal).Split(' ').Select(static word => $"'{word}'");

    private static async Task<string> BashAsync(string folder, string commands)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["--norc", "--noprofile", "-c", commands])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        })!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, bash.ExitCode);
        return output;
    }

    private async Task<string[]> CompleteAsync(string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        return await AskAsync($"{line[..end]} --data {_hive}{line[end..]}");
    }

    private static async Task<string[]> AskAsync(string line)
    {
        var result = await Typing.TypeAsync(ShellAnswer.Asking, line);
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        return result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static OutletStatus Outlet(string name, string room, params ImmutableArray<string> tags) => new(
        name, "hillside", name.Split('.')[0], room, tags, null, null, PowerState.On, true, SessionPhase.LoggedIn, false, Transport.Klap, "192.0.2.1:80", "P110", null, null, 1, null);
}
