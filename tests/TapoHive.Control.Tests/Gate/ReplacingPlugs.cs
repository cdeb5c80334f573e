using TapoHive.Actors.Messages;
using TapoHive.Control.Client;
using TapoHive.Control.Tests.Testing;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Tests.Gate;

public sealed class ReplacingPlugs : GateSpec
{
    private static readonly HouseName Hillside = new("hillside");
    private static readonly Mac Seventh = Mac.FromBits(0x00005E005307);

    [Fact]
    public async Task Replacing_reaches_the_house_that_has_both_and_tells_where_the_file_is_behind()
    {
        await using var gate = await OpenAsync(SampleHouse.View("villa", "heater"), WithSpare(SampleHouse.View("hillside", "lamp")));
        await using var client = await gate.EnterAsync();
        var report = client.ReplaceAsync("lamp", "spare", Cancel);

        var command = await Houses.ExpectMsgAsync<ReplacePlug>(cancellationToken: Cancel);
        Assert.Equal(("hillside", "lamp", "spare", "operator:local"), (command.House.Value, command.Plug, command.Successor, command.Origin.Value));
        Houses.Reply(new Replaced(Hillside, new PlugName("lamp"), Seventh, null, Membership.Listed));

        var replaced = await report;
        Assert.Equal(("lamp", "hillside", Seventh.ToString(), true), (replaced.Name, replaced.House, replaced.Mac, replaced.FileNamesOld));
    }

    [Theory]
    [InlineData("lmap", "spare", HiveFailure.NothingMatched, "There is no plug 'lmap'")]
    [InlineData("lamp", "spaer", HiveFailure.NothingMatched, "There is no plug 'spaer' that could take its place")]
    [InlineData("nowhere/lamp", "spare", HiveFailure.NothingMatched, "There is no house 'nowhere'")]
    public async Task What_nobody_has_is_told_without_asking_a_house(string old, string successor, HiveFailure failure, string words)
    {
        await using var gate = await OpenAsync(WithSpare(SampleHouse.View("hillside", "lamp")));
        await using var client = await gate.EnterAsync();

        var refused = await Assert.ThrowsAsync<HiveException>(() => client.ReplaceAsync(old, successor, Cancel));

        Assert.Equal(failure, refused.Failure);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        await Houses.ExpectNoMsgAsync(TimeSpan.Zero, Cancel);
    }

    [Fact]
    public async Task What_a_house_refuses_is_told_in_its_words()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp", "fan"));
        await using var client = await gate.EnterAsync();
        var report = client.ReplaceAsync("lamp", "fan", Cancel);

        await Houses.ExpectMsgAsync<ReplacePlug>(cancellationToken: Cancel);
        Houses.Reply(new Refused(RefusalReason.Invalid, "'fan' has a place of its own."));

        var refused = await Assert.ThrowsAsync<HiveException>(() => report);
        Assert.Equal((HiveFailure.Invalid, "'fan' has a place of its own."), (refused.Failure, refused.Message));
    }

    private static HouseView WithSpare(HouseView view)
    {
        var spare = SampleHouse.Plug("spare", 7) with { Membership = Membership.Adopted };
        return view with { State = HouseEvolution.Reindexed(view.State with { Plugs = view.State.Plugs.SetItem(spare.Id, spare) }) };
    }
}
