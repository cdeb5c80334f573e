using System.Net;
using System.Net.Sockets;
using TapoHive.Control.Client;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;

namespace TapoHive.Control.Tests.Client;

public sealed class FindingTheHive : GateSpec
{
    [Fact]
    public async Task The_one_that_runs_is_found_and_the_other_one_is_mentioned()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();

        var hive = await LocalHive.FindAsync([first.Folder, second.Folder], Cancel);

        Assert.Equal((first.Folder, first.Host.Address, second.Folder), (hive.Folder, hive.Gate, hive.Other));
    }

    [Fact]
    public async Task What_a_killed_hive_left_does_not_hide_one_that_runs()
    {
        await using var killed = await OpenAsync();
        await using var running = await OpenAsync();
        await killed.Host.DisposeAsync();
        new GateAddress("127.0.0.1", UnusedPort()).Write(killed.Folder.GateAddressFile);

        var hive = await LocalHive.FindAsync([killed.Folder, running.Folder], Cancel);

        Assert.Equal((running.Folder, null), (hive.Folder, hive.Other));
    }

    [Fact]
    public async Task The_folder_that_the_settings_name_comes_before_the_usual_places()
    {
        await using var gate = await OpenAsync();

        Assert.Equal(gate.Folder, (await LocalHive.FindAsync(null, gate.Folder, Cancel)).Folder);
    }

    [Fact]
    public async Task A_key_that_the_registry_does_not_know_is_made_anew_at_the_next_start()
    {
        await using var gate = await OpenAsync();
        var before = gate.LocalKey().PublicKey();
        await gate.Host.DisposeAsync();
        File.Delete(gate.Folder.RegistryFile);

        GateKeys.Ensure(gate.Folder, DateTimeOffset.UnixEpoch).Dispose();

        var after = gate.LocalKey().PublicKey();
        Assert.NotEqual(before, after);
        Assert.Equal(after, OperatorRegistry.Read(gate.Folder.RegistryFile).Find(OperatorName.Local)?.PublicKey);
        GateKeys.Ensure(gate.Folder, DateTimeOffset.UnixEpoch).Dispose();
        Assert.Equal(after, gate.LocalKey().PublicKey());
    }

    [Fact]
    public async Task A_key_that_is_none_is_said_in_words_that_do_not_show_it()
    {
        await using var gate = await OpenAsync();
        await File.WriteAllTextAsync(gate.Folder.LocalOperatorFile, "-----BEGIN canary", Cancel);

        var failure = await Assert.ThrowsAsync<HiveException>(() => LocalHive.FindAsync([gate.Folder], Cancel));

        Assert.Equal(HiveFailure.NotAllowed, failure.Failure);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_has_no_words()
    {
        await using var gate = await OpenAsync();
        Assert.Equal("local", gate.LocalKey().ToString());
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
