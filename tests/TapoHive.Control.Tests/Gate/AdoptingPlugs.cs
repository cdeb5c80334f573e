using System.Net;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Control.Client;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Control.Tests.Gate;

public sealed class AdoptingPlugs : GateSpec
{
    private static readonly HouseName Hillside = new("hillside");
    private static readonly Mac Seventh = Mac.FromBits(0x00005E005307);

    [Fact]
    public async Task Waiting_plugs_are_listed_and_shown_by_status()
    {
        await using var gate = await OpenAsync(Asking("hillside"));
        await using var client = await gate.EnterAsync();

        var listed = await client.AdoptAsync([], TimeSpan.Zero, Cancel);
        var status = await client.StatusAsync([], StatusScope.Everything, Cancel);

        var plug = Assert.Single(listed.Waiting);
        Assert.Equal(("p110-00-53-07", "hillside", "192.0.2.7:80", false), (plug.Name, plug.House, plug.Address, plug.Forgotten));
        Assert.Equal(plug.Mac, Assert.Single(status.Waiting).Mac);
    }

    [Fact]
    public async Task An_adopted_plug_is_told_of_once_it_has_joined()
    {
        await using var gate = await OpenAsync(Asking("hillside"));
        await using var client = await gate.EnterAsync();
        var report = client.AdoptAsync(["P110-00-53-07"], TimeSpan.FromMinutes(1), Cancel);

        var command = await Houses.ExpectMsgAsync<AdoptPlugs>(cancellationToken: Cancel);
        Assert.Equal(("hillside", "P110-00-53-07", "operator:local"), (command.House.Value, Assert.Single(command.Plugs), command.Origin.Value));
        Houses.Reply(new Adopting(Hillside, [Seventh]));
        gate.Board.Publish(With(SampleHouse.View("hillside", "lamp"), SampleHouse.Plug("fan", 7) with { Membership = Membership.Adopted, Alias = "Fan" }));

        var adopted = Assert.Single((await report).Adopted);
        Assert.Equal(("fan", "Fan", true), (adopted.Name, adopted.Alias, adopted.Joined));
    }

    [Fact]
    public async Task A_plug_that_does_not_join_in_time_is_told_of_too()
    {
        await using var gate = await OpenAsync(Asking("hillside"));
        await using var client = await gate.EnterAsync();
        var report = client.AdoptAsync(["all"], TimeSpan.Zero, Cancel);

        await Houses.ExpectMsgAsync<AdoptPlugs>(cancellationToken: Cancel);
        Houses.Reply(new Adopting(Hillside, [Seventh]));

        Assert.False(Assert.Single((await report).Adopted).Joined);
    }

    [Fact]
    public async Task A_name_that_means_something_in_two_houses_is_for_neither()
    {
        await using var gate = await OpenAsync(Asking("hillside"), Asking("villa"));
        await using var client = await gate.EnterAsync();

        var failure = await Assert.ThrowsAsync<HiveException>(() => client.AdoptAsync(["p110-00-53-07"], TimeSpan.Zero, Cancel));

        Assert.Equal((HiveFailure.Invalid, "'p110-00-53-07' means something in 2 houses. Choose: hillside/p110-00-53-07, villa/p110-00-53-07."), (failure.Failure, failure.Message));
    }

    [Fact]
    public async Task Forgetting_reaches_the_house_that_has_the_plug()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"), With(SampleHouse.View("villa"), SampleHouse.Plug("fan", 7) with { Membership = Membership.Adopted }));
        await using var client = await gate.EnterAsync();
        var report = client.ForgetAsync(["fan"], Cancel);

        Assert.Equal("villa", (await Houses.ExpectMsgAsync<ForgetPlugs>(cancellationToken: Cancel)).House.Value);
        Houses.Reply(new Forgotten(new HouseName("villa"), [new PlugName("fan")]));

        Assert.Equal("fan", Assert.Single((await report).Forgotten).Name);
    }

    [Fact]
    public async Task Who_may_only_operate_may_look_but_not_adopt()
    {
        await using var gate = await OpenAsync(Asking("hillside"));
        var key = gate.LocalKey();
        await gate.Host.DisposeAsync();
        OperatorRegistry.Empty.With(new OperatorEntry("local", OperatorRole.Operate, key.PublicKey())).Write(gate.Folder.RegistryFile);
        await using var again = await GateHost.StartAsync(new HiveHandle(gate.Board, Houses, Discovery), new GateOptions(gate.Folder), gate.Log, Cancel);
        await using var client = await HiveClient.ConnectAsync(key, again.Address, RunningGate.Patience, Cancel);

        var failure = await Assert.ThrowsAsync<HiveException>(() => client.AdoptAsync(["all"], TimeSpan.Zero, Cancel));

        Assert.Equal(HiveFailure.NotAllowed, failure.Failure);
        Assert.Equal(HiveFailure.NotAllowed, (await Assert.ThrowsAsync<HiveException>(() => client.ForgetAsync(["lamp"], Cancel))).Failure);
        Assert.Single((await client.AdoptAsync([], TimeSpan.Zero, Cancel)).Waiting);
    }

    private static HouseView Asking(string house) => SampleHouse.View(house, "lamp") with
    {
        Waiting =
        [
            new WaitingPlug(
                new PlugName("p110-00-53-07"),
                "",
                WaitingReason.HouseAsks,
                new Sighting(
                    Seventh, null, IPAddress.Parse("192.0.2.7"), "P110", OwnerHash.OfUser("me@example.com"),
                    new SightedTransport.Offered(new TransportOffer(Transport.Klap, 80)), Binding.Bound, SampleHouse.Now)),
        ],
    };

    private static HouseView With(HouseView view, PlugRecord plug) => view with
    {
        Version = view.Version + 1,
        State = HouseEvolution.Reindexed(view.State with { Plugs = view.State.Plugs.SetItem(plug.Id, plug) }),
    };
}
