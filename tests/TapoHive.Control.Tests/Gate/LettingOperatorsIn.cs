using Akka.Actor;
using TapoHive.Control.Client;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Tests.Gate;

public sealed class LettingOperatorsIn : GateSpec
{
    [Fact]
    public async Task A_new_operator_enters_with_its_file_and_has_its_role()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var owner = await gate.EnterAsync();
        var file = Path.Combine(gate.Folder.Path, "anna.operator");

        (await owner.AddOperatorAsync("anna", OperatorRole.View, Cancel)).Key.Write(file);
        await using var anna = await gate.EnterAsync(OperatorKey.Read(file));

        Assert.Equal(OperatorRole.View, anna.Welcome.Role);
        Assert.Single((await anna.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
        var failure = await Assert.ThrowsAsync<HiveException>(() => anna.RetryAsync(["lamp"], Cancel));
        Assert.Equal(HiveFailure.NotAllowed, failure.Failure);
        Assert.Equal(
            [("anna", OperatorRole.View, 1), ("local", OperatorRole.Administer, 1)],
            (await owner.OperatorsAsync(Cancel)).Operators.Select(static it => (it.Name, it.Role, it.Conversations)));
    }

    [Fact]
    public async Task A_revoked_operator_is_out_at_once_and_stays_out()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var owner = await gate.EnterAsync();
        var key = (await owner.AddOperatorAsync("anna", OperatorRole.Operate, Cancel)).Key;
        await using var anna = await gate.EnterAsync(key);
        await using var watch = anna.WatchAsync([], Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await watch.MoveNextAsync());

        await owner.RevokeOperatorAsync("anna", Cancel);

        var ended = await Assert.ThrowsAsync<HiveException>(async () => await watch.MoveNextAsync());
        Assert.Equal(HiveFailure.NotAllowed, ended.Failure);
        Assert.Contains("revoked", ended.Message, StringComparison.Ordinal);
        var failure = await Assert.ThrowsAsync<HiveException>(() => gate.EnterAsync(key));
        Assert.Equal(HiveFailure.NotAllowed, failure.Failure);
        Assert.Contains("702 Operator anna left: its key was revoked or replaced", gate.Log.Lines, StringComparer.Ordinal);
        Assert.Equal("local", Assert.Single((await owner.OperatorsAsync(Cancel)).Operators).Name);
    }

    [Fact]
    public async Task After_the_answer_to_a_revocation_nothing_more_of_it_is_taken()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var owner = await gate.EnterAsync();
        var key = (await owner.AddOperatorAsync("mallory", OperatorRole.Operate, Cancel)).Key;
        await using var peer = await Stranger.WithAsync(key, gate.Host.Address);
        var conversation = await peer.ProveAsync(key);

        await owner.RevokeOperatorAsync("mallory", Cancel);
        conversation.Gate.Tell(new RetryRequest(1, ["lamp"]), conversation.Self);

        Assert.Equal((0, RefusalCode.NotProven), Assert.IsType<Refusal>(await conversation.NextAsync()) is var refusal ? (refusal.Id, refusal.Code) : default);
        await Houses.ExpectNoMsgAsync(TimeSpan.Zero, Cancel);
        await UntilAsync(() => !gate.Host.Door.IsHere(peer.System.Name));
    }

    [Fact]
    public async Task A_new_key_takes_the_place_of_the_old_one()
    {
        await using var gate = await OpenAsync();
        await using var owner = await gate.EnterAsync();
        var before = (await owner.AddOperatorAsync("anna", OperatorRole.Operate, Cancel)).Key;
        await using var anna = await gate.EnterAsync(before);

        var after = (await owner.RotateOperatorAsync("anna", Cancel)).Key;

        Assert.Equal(OperatorRole.Operate, after.Role);
        await Assert.ThrowsAsync<HiveException>(() => anna.StatusAsync([], StatusScope.Everything, Cancel));
        await Assert.ThrowsAsync<HiveException>(() => gate.EnterAsync(before));
        await using var again = await gate.EnterAsync(after);
        Assert.Equal(OperatorRole.Operate, again.Welcome.Role);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Who_renews_its_own_key_hears_of_it_before_it_is_shown_out()
    {
        await using var gate = await OpenAsync();
        var before = gate.LocalKey();
        await using var owner = await gate.EnterAsync();

        // A system's service lets its group read it, and goes on doing so.
        const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(gate.Folder.LocalOperatorFile, Shared);
        Assert.Equal("local", (await owner.RotateLocalOperatorAsync(Cancel)).Name);
        Assert.Equal(Shared, File.GetUnixFileMode(gate.Folder.LocalOperatorFile));

        await Assert.ThrowsAsync<HiveException>(() => owner.StatusAsync([], StatusScope.Everything, Cancel));
        await Assert.ThrowsAsync<HiveException>(() => gate.EnterAsync(before));
        await using var again = await gate.EnterAsync();
        Assert.Equal(OperatorRole.Administer, again.Welcome.Role);
    }

    [Fact]
    public async Task What_was_decided_holds_after_a_restart()
    {
        await using var gate = await OpenAsync();
        OperatorKey anna, bert;
        await using (var owner = await gate.EnterAsync())
        {
            anna = (await owner.AddOperatorAsync("anna", OperatorRole.View, Cancel)).Key;
            bert = (await owner.AddOperatorAsync("bert", OperatorRole.View, Cancel)).Key;
            await owner.RevokeOperatorAsync("bert", Cancel);
        }

        await gate.Host.DisposeAsync();
        await using var again = await TapoHive.Control.Gate.GateHost.StartAsync(
            new TapoHive.Control.Gate.HiveHandle(gate.Board, Houses, Discovery), new TapoHive.Control.Gate.GateOptions(gate.Folder), gate.Log, Cancel);

        await using var client = await HiveClient.ConnectAsync(anna, again.Address, RunningGate.Patience, Cancel);
        await Assert.ThrowsAsync<HiveException>(() => HiveClient.ConnectAsync(bert, again.Address, RunningGate.Patience, Cancel));
    }

    [Fact]
    public async Task Names_and_orders_that_make_no_sense_are_refused_in_words()
    {
        await using var gate = await OpenAsync();
        await using var owner = await gate.EnterAsync();
        await owner.AddOperatorAsync("anna", OperatorRole.View, Cancel);

        Assert.Contains("already", (await Assert.ThrowsAsync<HiveException>(() => owner.AddOperatorAsync("anna", OperatorRole.View, Cancel))).Message, StringComparison.Ordinal);
        Assert.Contains("is no operator's name", (await Assert.ThrowsAsync<HiveException>(() => owner.AddOperatorAsync("../x", OperatorRole.View, Cancel))).Message, StringComparison.Ordinal);
        Assert.Contains("is not revoked", (await Assert.ThrowsAsync<HiveException>(() => owner.RevokeOperatorAsync("local", Cancel))).Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<HiveException>(() => owner.RotateOperatorAsync("bert", Cancel));
        Assert.Equal((HiveFailure.NothingMatched, true), (unknown.Failure, unknown.Message.Contains("anna, local", StringComparison.Ordinal) || unknown.Message.Contains("local, anna", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_of_another_kind_is_not_certified()
    {
        await using var gate = await OpenAsync();
        await using var peer = await Stranger.WithAsync(gate.LocalKey(), gate.Host.Address);
        var conversation = await peer.ProveAsync(gate.LocalKey());
        using var rsa = System.Security.Cryptography.RSA.Create(2048);

        foreach (var key in new[] { rsa.ExportSubjectPublicKeyInfo(), [1, 2, 3] })
        {
            Assert.Equal(RefusalCode.Invalid, Assert.IsType<Refusal>(await conversation.AskAsync(new AddOperatorRequest(1, "x", OperatorRole.View, key))).Code);
        }
    }
}
