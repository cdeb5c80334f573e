using TapoHive.Control.Client;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Tests.Client;

public sealed class KeepingContexts : GateSpec
{
    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_key_file_is_imported_used_and_kept_private()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        var contexts = new HiveContexts(Path.Combine(gate.Folder.Path, "config"));
        var file = await FileAsync(gate, "anna");
        Assert.Equal(HiveContexts.Local, contexts.Current);

        contexts.Import(file, "cottage");
        contexts.Use("cottage");

        Assert.Equal(("cottage", "cottage"), (contexts.Current, Assert.Single(contexts.Names)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(contexts.FileOf("cottage")));
        var key = contexts.Read("cottage");
        await using var client = await HiveClient.ConnectAsync(key, key.Gate!, RunningGate.Patience, Cancel);
        Assert.Single((await client.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
        contexts.Use(HiveContexts.Local);
        Assert.Equal(HiveContexts.Local, contexts.Current);
    }

    [Fact]
    public async Task A_new_key_takes_the_place_of_the_old_one_and_another_hives_does_not()
    {
        await using var gate = await OpenAsync();
        await using var other = await OpenAsync();
        var contexts = new HiveContexts(Path.Combine(gate.Folder.Path, "config"));
        contexts.Import(await FileAsync(gate, "anna"), "cottage");
        await using (var owner = await gate.EnterAsync())
        {
            var renewed = Path.Combine(gate.Folder.Path, "renewed.operator");
            (await owner.RotateOperatorAsync("anna", Cancel)).Key.Write(renewed);
            contexts.Import(renewed, "cottage");
        }

        var failure = await Assert.ThrowsAsync<HiveException>(async () => contexts.Import(await FileAsync(other, "anna"), "cottage"));
        Assert.Contains("--as", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_key_for_elsewhere_is_refused_in_words_that_do_not_show_it()
    {
        await using var gate = await OpenAsync();
        var contexts = new HiveContexts(Path.Combine(gate.Folder.Path, "config"));
        var broken = Path.Combine(gate.Folder.Path, "broken");
        await File.WriteAllTextAsync(broken, "-----BEGIN canary", Cancel);

        Assert.DoesNotContain("canary", Assert.Throws<HiveException>(() => contexts.Import(broken, "x")).ToString(), StringComparison.Ordinal);
        Assert.Contains("local operator", Assert.Throws<HiveException>(() => contexts.Import(gate.Folder.LocalOperatorFile, "x")).Message, StringComparison.Ordinal);
        Assert.Throws<HiveException>(() => contexts.Import(broken, "../x"));
        Assert.Throws<HiveException>(() => contexts.Import(broken, "local"));
        Assert.Contains("There is no context 'y'", Assert.Throws<HiveException>(() => contexts.Use("y")).Message, StringComparison.Ordinal);
    }

    private static async Task<string> FileAsync(RunningGate gate, string name)
    {
        await using var owner = await gate.EnterAsync();
        var file = Path.Combine(gate.Folder.Path, $"{name}.operator");
        (await owner.AddOperatorAsync(name, OperatorRole.Operate, Cancel)).Key.Write(file);
        return file;
    }
}
