using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.Tests.Verbs;

public sealed class ManagingOperators
{
    [Fact]
    public async Task An_operator_is_added_as_one_private_file_listed_and_revoked()
    {
        await using var hive = await StubHive.StartAsync("lamp");
        var file = Path.Combine(hive.Folder.Path, "anna.operator");

        var added = await Type("operator", "add", "anna", "--role", "operate", "--file", file);

        Assert.Equal(ExitCode.Done, added.Code);
        Assert.StartsWith($"Operator 'anna' may operate. Its key is in {file}", added.Out, StringComparison.Ordinal);
        Assert.Contains("this machine only", added.Error, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.DoesNotContain(OperatorKey.Read(file).Certificate[60..100], added.Out + added.Error, StringComparison.Ordinal);
        var list = await Type("operator", "list");
        Assert.Matches("(?m)^anna +operate ", list.Out);
        Assert.Matches("(?m)^local +administer .* 1$", list.Out);
        Assert.Equal("Operator 'anna' may not enter any more, and its conversations are over.\n", (await Type("operator", "revoke", "anna")).Out);
        Assert.Equal(ExitCode.NothingMatched, (await Type("operator", "revoke", "anna")).Code);

        Task<Typed> Type(params string[] words) => Typing.TypeAsync([.. words, "--data", hive.Folder.Path]);
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_written_over_and_nobody_is_added()
    {
        await using var hive = await StubHive.StartAsync("lamp");
        var file = Path.Combine(hive.Folder.Path, "taken");
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);

        var result = await Typing.TypeAsync("operator", "add", "anna", "--role", "view", "--file", file, "--data", hive.Folder.Path);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("is there already", result.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("anna", (await Typing.TypeAsync("operator", "list", "--data", hive.Folder.Path)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_mistyped_is_suggested()
    {
        var result = await Typing.TypeAsync("operator", "add", "anna", "--role", "operat");

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("Did you mean 'operate'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_and_a_context_are_not_both_meant()
    {
        var result = await Typing.TypeAsync("status", "--hive", "cottage", "--data", "/nowhere");

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("Say one of the two", result.Error, StringComparison.Ordinal);
    }
}
