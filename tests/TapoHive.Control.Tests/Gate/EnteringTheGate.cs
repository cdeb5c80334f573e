using TapoHive.Control.Client;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;
using TapoHive.Domain.Outlets;

namespace TapoHive.Control.Tests.Gate;

public sealed class EnteringTheGate : GateSpec
{
    [Fact]
    public async Task The_local_operator_sees_the_house()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp", "heater"));
        await using var client = await gate.EnterAsync();

        var status = await client.StatusAsync([], StatusScope.Everything, Cancel);

        Assert.Equal("heater lamp", string.Join(' ', status.Outlets.Select(static outlet => outlet.Name)));
        Assert.All(status.Outlets, static outlet => Assert.Equal(PowerState.On, outlet.Reported));
        Assert.Equal(OperatorRole.Administer, client.Welcome.Role);
    }

    [Theory]
    [InlineData("no certificate", null)]
    [InlineData(null, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    [InlineData(null, "")]
    public async Task A_damaged_key_file_is_said_to_be_one(string? certificate, string? privateKey)
    {
        await using var gate = await OpenAsync();
        var key = gate.LocalKey();
        var damaged = new OperatorKey
        {
            Name = "anna",
            Role = key.Role,
            Certificate = certificate ?? key.Certificate,
            PrivateKey = privateKey ?? key.PrivateKey,
            GateAuthority = key.GateAuthority,
        };

        var failure = await Assert.ThrowsAsync<HiveException>(() => gate.EnterAsync(damaged));

        Assert.Equal(HiveFailure.Invalid, failure.Failure);
        Assert.StartsWith("The key file of operator 'anna' is damaged.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_of_every_network_of_both_kinds_is_open_to_this_machine()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "There is no IPv6 here.");
        await using var gate = await OpenAsync();
        await gate.Host.DisposeAsync();
        await using var wide = await GateHost.StartAsync(
            new HiveHandle(gate.Board, Houses, Discovery), new GateOptions(gate.Folder) { Bind = System.Net.IPAddress.IPv6Any }, gate.Log, Cancel);

        await using var client = await HiveClient.ConnectAsync(gate.LocalKey(), wide.Address, RunningGate.Patience, Cancel);

        Assert.Equal(OperatorRole.Administer, client.Welcome.Role);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Keys_are_made_once_and_readable_by_their_owner_only()
    {
        await using var gate = await OpenAsync();
        var before = await File.ReadAllTextAsync(gate.Folder.LocalOperatorFile, Cancel);
        await gate.Host.DisposeAsync();

        await using var again = await GateHost.StartAsync(
            new HiveHandle(gate.Board, Houses, Discovery), new GateOptions(gate.Folder), gate.Log, Cancel);

        Assert.Equal(before, await File.ReadAllTextAsync(gate.Folder.LocalOperatorFile, Cancel));
        Assert.All(
            Directory.EnumerateFiles(gate.Folder.Path, "*", SearchOption.AllDirectories),
            static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.All(
            Directory.EnumerateDirectories(gate.Folder.Path),
            static folder => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));
    }

    [Fact]
    public async Task The_address_is_there_while_the_gate_is_open_and_gone_afterwards()
    {
        await using var gate = await OpenAsync();
        Assert.Equal(gate.Host.Address, GateAddress.TryRead(gate.Folder.GateAddressFile));
        Assert.NotEqual(0, gate.Host.Address.Port);

        await gate.Host.DisposeAsync();

        Assert.False(File.Exists(gate.Folder.GateAddressFile));
        var failure = await Assert.ThrowsAsync<HiveException>(() => LocalHive.FindAsync([gate.Folder], Cancel));
        Assert.Equal(HiveFailure.NotReachable, failure.Failure);
        Assert.StartsWith("The hive is not running", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_a_killed_hive_left_behind_is_told_apart()
    {
        await using var gate = await OpenAsync();
        var key = gate.LocalKey();
        await gate.Host.DisposeAsync();
        gate.Host.Address.Write(gate.Folder.GateAddressFile);

        var failure = await Assert.ThrowsAsync<HiveException>(() => gate.EnterAsync(key));

        Assert.Equal(HiveFailure.NotReachable, failure.Failure);
        Assert.Contains("nothing listens on", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_words()
    {
        await using var gate = await OpenAsync();
        await using var second = await OpenAsync();
        var options = new GateOptions(second.Folder) { Port = gate.Host.Address.Port };

        var failure = await Assert.ThrowsAsync<GateException>(() =>
            GateHost.StartAsync(new HiveHandle(gate.Board, Houses, Discovery), options, gate.Log, Cancel));

        Assert.Contains($"cannot listen on {gate.Host.Address}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_another_version_is_told_so()
    {
        await using var gate = await OpenAsync();
        await using var peer = await Stranger.WithAsync(gate.LocalKey(), gate.Host.Address);
        using var inbox = peer.Inbox();

        peer.Forge("/user/gate").Tell(new Hello(OperatorProtocol.Version + 1, "local"), inbox.Receiver);

        var refusal = Assert.IsType<Refusal>(await inbox.ReceiveAsync(RunningGate.Patience));
        Assert.Equal(RefusalCode.OtherVersion, refusal.Code);
        Assert.Contains("Update the hive.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_leaves_is_heard_of()
    {
        await using var gate = await OpenAsync();
        await using (await gate.EnterAsync())
        {
            await UntilAsync(() => gate.Log.Lines.Contains("701 Operator local entered (Administer)", StringComparer.Ordinal));
        }

        await UntilAsync(() => gate.Log.Lines.Any(static line => line.StartsWith("702 Operator local left", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task There_is_room_for_so_many_conversations_and_no_more()
    {
        await using var gate = await OpenAsync(new GateLimits { Conversations = 1 });
        await using var first = await gate.EnterAsync();

        var failure = await Assert.ThrowsAsync<HiveException>(gate.EnterAsync);

        Assert.Equal(HiveFailure.Failed, failure.Failure);
        Assert.Contains("Try again in a moment", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_is_not_heard_of_is_let_go_and_told_so()
    {
        await using var gate = await OpenAsync(new GateLimits { Lease = TimeSpan.FromMilliseconds(100) }, SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();

        var failure = await Assert.ThrowsAsync<HiveException>(async () => await client.WatchAsync([], Cancel).ToListAsync(Cancel));

        Assert.Equal(HiveFailure.NotReachable, failure.Failure);
        await UntilAsync(() => gate.Log.Lines.Contains("702 Operator local left: was not heard of for too long", StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_hive_that_stops_ends_its_conversations()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();
        await using var watch = client.WatchAsync([], Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await watch.MoveNextAsync());

        await gate.Host.DisposeAsync();

        var failure = await Assert.ThrowsAsync<HiveException>(async () => await watch.MoveNextAsync());
        Assert.Equal(HiveFailure.NotReachable, failure.Failure);
    }

    [Fact]
    public async Task What_honest_clients_do_is_no_error_to_the_log()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        for (var i = 0; i < 3; i++)
        {
            await using var client = await gate.EnterAsync();
            await client.StatusAsync([], StatusScope.Everything, Cancel);
        }

        await gate.Host.DisposeAsync();

        Assert.All(gate.Log.Lines, static line => Assert.StartsWith("70", line, StringComparison.Ordinal));
    }
}
