using TapoHive.Control.Client;
using TapoHive.Control.Connections;
using TapoHive.Control.Gate;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Tests.Gate;

public sealed class BesiegingTheGate : GateSpec
{
    [Fact]
    public async Task A_thousand_half_open_connections_keep_nobody_outside()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        var peers = new List<RawPeer>();
        try
        {
            for (var i = 0; i < 1_000; i++)
            {
                peers.Add(await RawPeer.ConnectAsync(gate.Host.Address));
                Assert.True(gate.Host.Door.HalfOpen <= gate.Host.Door.Limits.HalfOpen);
            }

            await using var honest = await gate.EnterAsync();
            Assert.Single((await honest.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
            Assert.True(gate.Host.Door.HalfOpen <= gate.Host.Door.Limits.HalfOpen);
            await peers[0].UntilClosedAsync();
        }
        finally
        {
            foreach (var peer in peers)
            {
                await peer.DisposeAsync();
            }
        }

        await UntilAsync(() => gate.Host.Door.HalfOpen == 0);
        Assert.True(gate.Log.Lines.Count(static line => line.StartsWith("703", StringComparison.Ordinal)) <= 61, "The audit grows with strangers.");
    }

    [Fact]
    public async Task Who_does_not_finish_TLS_is_shown_out()
    {
        await using var gate = await OpenAsync(With(new DoorOptions { Handshake = TimeSpan.FromMilliseconds(20) }));
        await using var peer = await RawPeer.ConnectAsync(gate.Host.Address);

        await peer.UntilClosedAsync();

        await UntilAsync(() => gate.Host.Door.HalfOpen == 0);
        Assert.Contains(gate.Log.Lines, static line => line.Contains("did not finish its handshake in time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_finishes_TLS_and_proves_nothing_is_shown_out()
    {
        await using var gate = await OpenAsync(With(new DoorOptions { Proof = TimeSpan.FromMilliseconds(20) }));
        await using var peer = await RawPeer.SecureAsync(gate.LocalKey(), gate.Host.Address, "idler");

        await peer.UntilClosedAsync();

        await UntilAsync(() => gate.Host.Door.Unproven == 0 && gate.Log.Lines.Any(static line => line.Contains("did not prove", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_has_a_certificate_and_no_proof_pushes_out_only_its_like()
    {
        await using var gate = await OpenAsync(With(new DoorOptions { Unproven = 3 }), SampleHouse.View("hillside", "lamp"));
        await using var honest = await gate.EnterAsync();
        var peers = new List<RawPeer>();
        for (var i = 0; i < 12; i++)
        {
            peers.Add(await RawPeer.SecureAsync(gate.LocalKey(), gate.Host.Address, $"idler-{i}"));
            await peers[i].GreetingAsync();
            Assert.True(gate.Host.Door.Unproven <= 3);
        }

        await peers[0].UntilClosedAsync();
        await using var late = await gate.EnterAsync();
        Assert.Single((await late.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
        Assert.Single((await honest.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
        foreach (var peer in peers)
        {
            await peer.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(4_097)]
    public async Task A_frame_that_claims_too_much_ends_its_connection_and_no_other(int claimed)
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var honest = await gate.EnterAsync();
        await using var peer = await RawPeer.SecureAsync(gate.LocalKey(), gate.Host.Address, "boaster");
        Assert.Equal("TapoHive", await peer.GreetingAsync());

        await peer.SendAsync(claimed, new byte[16]);

        await peer.UntilClosedAsync();
        await UntilAsync(() => gate.Log.Lines.Any(line => line.Contains($"a frame of {claimed} bytes", StringComparison.Ordinal)));
        Assert.Single((await honest.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
    }

    [Fact]
    public async Task Who_has_proven_nothing_has_so_many_words_and_no_more()
    {
        await using var gate = await OpenAsync(With(new DoorOptions { UnprovenFrames = 5 }), SampleHouse.View("hillside", "lamp"));
        await using var peer = await Stranger.WithAsync(gate.LocalKey(), gate.Host.Address);
        using var inbox = peer.Inbox();

        for (var i = 0; i < 20; i++)
        {
            peer.Forge("/user/gate").Tell(new StatusRequest(i, [], StatusScope.Everything), inbox.Receiver);
        }

        await UntilAsync(() => gate.Host.Door.Unproven == 0);
        Assert.True(gate.Log.Lines.Count(static line => line.Contains("Prove who you are", StringComparison.Ordinal)) <= 5);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(OperatorProtocol.FrameBytes + 1)]
    public async Task An_operator_who_claims_too_much_is_cut_off_and_no_other(int claimed)
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var honest = await gate.EnterAsync();
        await using var peer = await RawPeer.SecureAsync(gate.LocalKey(), gate.Host.Address, "boaster");
        Assert.Equal("TapoHive", await peer.GreetingAsync());
        await using var stranger = Stranger.Over(new LooseEnd(peer), "boaster");
        var conversation = await stranger.ProveAsync(gate.LocalKey());
        Assert.IsType<Part>(await conversation.AskAsync(new StatusRequest(1, [], StatusScope.Everything)));

        await peer.SendAsync(claimed, new byte[16]);

        await UntilAsync(() => gate.Log.Lines.Any(line => line.Contains($"a frame of {claimed} bytes, where {OperatorProtocol.FrameBytes} are taken", StringComparison.Ordinal)));
        await UntilAsync(() => !gate.Host.Door.IsHere("boaster"));
        Assert.Single((await honest.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
    }

    [Fact]
    public async Task An_operator_who_says_too_much_is_read_slowly_and_others_notice_nothing()
    {
        var time = new StandingTime();
        var door = new DoorOptions { FramesAtOnce = 50, FramesASecond = 5, Time = time };
        await using var gate = await OpenAsync(With(door), SampleHouse.View("hillside", "lamp"));
        await using var honest = await gate.EnterAsync();
        await using var stranger = await Stranger.WithAsync(gate.LocalKey(), gate.Host.Address);
        var conversation = await stranger.ProveAsync(gate.LocalKey());

        const int said = 200;
        for (var i = 1; i <= said; i++)
        {
            conversation.Gate.Tell(new StatusRequest(i, ["nothing"], StatusScope.Everything), conversation.Self);
        }

        // The gate has read what it takes at once, and waits now for a time that stands.
        await UntilAsync(() => time.Waits > 0);
        Assert.Single((await honest.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
        await using var late = await gate.EnterAsync();
        Assert.Single((await late.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
        Assert.InRange(conversation.Heard.Count, 0, door.FramesAtOnce + 1);

        // As it goes on, so does the reading: nothing was lost, and nothing came sooner than it may.
        var begun = time.GetTimestamp();
        await UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return conversation.Heard.Count == said;
        });
        Assert.True(time.GetElapsedTime(begun) >= TimeSpan.FromSeconds((said - door.FramesAtOnce - 1) / door.FramesASecond));
    }

    [Theory]
    [InlineData("gate")]
    [InlineData("Operator")]
    [InlineData("a/../b")]
    [InlineData("a@b:1")]
    public async Task Nobody_calls_itself_what_it_likes(string name)
    {
        await using var gate = await OpenAsync();
        await using var peer = await RawPeer.SecureAsync(gate.LocalKey(), gate.Host.Address, name);
        Assert.Equal("", await peer.GreetingAsync());
    }

    [Fact]
    public async Task Nobody_takes_the_name_of_somebody_who_is_there()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var first = await Stranger.WithAsync(gate.LocalKey(), gate.Host.Address, "operator-one");
        var conversation = await first.ProveAsync(gate.LocalKey());

        await using var second = await RawPeer.SecureAsync(gate.LocalKey(), gate.Host.Address, "operator-one");
        Assert.Equal("", await second.GreetingAsync());

        Assert.IsType<Part>(await conversation.AskAsync(new StatusRequest(1, [], StatusScope.Everything)));
    }

    [Fact]
    public async Task One_operator_has_so_many_conversations_and_leaves_room_for_others()
    {
        await using var gate = await OpenAsync(new GateLimits { ConversationsEach = 1 });
        await using var first = await gate.EnterAsync();
        var anna = (await first.AddOperatorAsync("anna", TapoHive.Control.Keys.OperatorRole.View, Cancel)).Key;

        var failure = await Assert.ThrowsAsync<HiveException>(gate.EnterAsync);

        Assert.Contains("'local' has 1 conversations", failure.Message, StringComparison.Ordinal);
        await using var other = await gate.EnterAsync(anna);
    }

    private static GateLimits With(DoorOptions door) => new() { Door = door, WatchPause = TimeSpan.FromMilliseconds(1) };
}
