using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Control.Client;

namespace TapoHive.Cli.Tests.Verbs;

// One user has one set of contexts.
[Collection(nameof(HiveContexts))]
public sealed class Examining
{
    [Fact]
    public async Task A_plug_is_examined_line_by_line()
    {
        await using var hive = await StubHive.StartAsync("lamp", "heater");

        var result = await Typing.TypeAsync("doctor", "lamp", "--data", hive.Folder.Path);

        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        Assert.Contains("warning  discovery      It did not answer a probe just now, though it can be spoken to.\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("ok       converged      lamp is on.\n", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("Plug 'lamp': no problem, 1 warning; 3 not known.\n", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doctor all", ExitCode.Usage, "'all' means 2 plugs, and 'doctor' is about one. Choose: hillside/heater, hillside/lamp.\n")]
    [InlineData("doctor lmap", ExitCode.NothingMatched, "No plug or outlet 'lmap'; did you mean 'lamp'?\n")]
    public async Task One_plug_at_a_time(string typed, int code, string error)
    {
        await using var hive = await StubHive.StartAsync("lamp", "heater");

        var result = await Typing.TypeAsync([.. typed.Split(' '), "--data", hive.Folder.Path]);

        Assert.Equal((code, "", error), (result.Code, result.Out, result.Error));
    }

    [Fact]
    public async Task The_hive_is_examined_where_it_runs()
    {
        await using var hive = await StubHive.StartAsync("lamp", "heater");

        var result = await Typing.TypeAsync("doctor", "--data", hive.Folder.Path);

        Assert.Equal("", result.Error);
        Assert.Contains("ok       hive          It answers at 127.0.0.1:", result.Out, StringComparison.Ordinal);
        Assert.Contains("ok       operator key  The local operator's key can be read, and by nobody else.\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("ok       house         'hillside': all 2 outlets are as wanted.\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hive_elsewhere_is_asked_about_itself_and_not_about_this_machine()
    {
        const string There = "cottage";
        try
        {
            await using (var hive = await StubHive.StartAsync("lamp", "heater"))
            {
                var file = Path.Combine(hive.Folder.Path, "anna.operator");
                await Typing.TypeAsync("operator", "add", "anna", "--role", "view", "--file", file, "--data", hive.Folder.Path);
                await Typing.TypeAsync("context", "import", file, "--as", There);

                var result = await Typing.TypeAsync("doctor", "--hive", There, "--timeout", "100s");

                Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
                Assert.StartsWith("ok  hive   It answers at ", result.Out, StringComparison.Ordinal);
                Assert.Contains("ok  house  'hillside': all 2 outlets are as wanted.\n", result.Out, StringComparison.Ordinal);
                Assert.DoesNotContain("journal", result.Out, StringComparison.Ordinal);
            }

            var gone = await Typing.TypeAsync("doctor", "--hive", There);

            Assert.Equal((ExitCode.Error, ""), (gone.Code, gone.Error));
            Assert.StartsWith("PROBLEM  hive    The hive is not running (nothing listens on ", gone.Out, StringComparison.Ordinal);
            Assert.Contains("Run 'tapohive doctor' on the machine it runs on", gone.Out, StringComparison.Ordinal);
            Assert.Equal(ExitCode.Usage, (await Typing.TypeAsync("doctor", "--hive", "nowhere")).Code);
        }
        finally
        {
            File.Delete(HiveContexts.Usual.FileOf(There));
        }
    }

    [Fact]
    public async Task And_where_it_does_not()
    {
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.OtherRead);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "journal.db"), "This is no database, and long enough to be taken for one by nobody who reads its head.", TestContext.Current.CancellationToken);

        var result = await Typing.TypeAsync("doctor", "--data", folder.Path);

        Assert.Equal((ExitCode.Error, ""), (result.Code, result.Error));
        Assert.Contains("PROBLEM  hive          It is not running.\n", result.Out, StringComparison.Ordinal);
        Assert.Contains($"PROBLEM  data folder   Other users of this machine may read or change {folder.Path}.\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("PROBLEM  journal       SQLite says that it is damaged.\n", result.Out, StringComparison.Ordinal);
    }
}
