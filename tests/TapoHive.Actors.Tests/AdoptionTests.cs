using TapoHive.Actors.Messages;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Tests;

/// <summary>Found plugs of a running hive: waiting, let in, taken out, and of one house only.</summary>
public sealed class AdoptionTests
{
    private static readonly Origin Anna = Origin.Operator("anna");

    [Fact]
    public async Task Where_the_house_asks_nobody_logs_in_before_a_plug_is_let_in()
    {
        await using var house = await HiveHarness.StartAsync("klap=1,aes=1", Asking, listed: false);
        var view = await house.UntilAsync(view => view.Waiting.Length == 2);
        Assert.All(house.Plugs.Plugs, plug => Assert.Empty(plug.Requests));

        var name = view.Waiting.Single(plug => plug.Sighting.Mac == house.Plugs.Plug(1).Mac).Name.Value;
        var adopting = await house.AskAsync<Adopting>(new AdoptPlugs(HiveHarness.Home, [name], Anna));
        Assert.Equal(house.Plugs.Plug(1).Mac, Assert.Single(adopting.Plugs));

        view = await house.UntilAsync(view => view.State.Plugs.Values.Any(plug => plug.Membership == Membership.Adopted));
        Assert.Equal(house.Plugs.Plug(2).Mac, Assert.Single(view.Waiting).Sighting.Mac);
        Assert.Empty(house.Plugs.Plug(2).Requests);
        Assert.Equal(RunOutcome.Converged, (await house.SwitchAsync(SwitchVerb.On, "all")).Outcome);
        Assert.Equal(PowerState.Off, house.Plugs.Plug(2).Power);
    }

    [Fact]
    public async Task A_forgotten_plug_is_left_alone_until_it_is_let_in_again()
    {
        await using var house = await HiveHarness.StartAsync("klap=1", listed: false);
        var view = await house.UntilAsync(view => view.State.Plugs.Values.Any(plug => plug.Membership == Membership.Adopted));
        var name = Assert.Single(view.State.Plugs.Values).Name;

        Assert.Equal(name, Assert.Single((await house.AskAsync<Forgotten>(new ForgetPlugs(HiveHarness.Home, [name.Value], Anna))).Plugs));
        view = await house.UntilAsync(view => !view.Waiting.IsEmpty);
        Assert.Empty(view.State.Plugs);
        Assert.Equal((name, WaitingReason.Forgotten), (view.Waiting[0].Name, view.Waiting[0].Reason));

        await house.AskAsync<Adopting>(new AdoptPlugs(HiveHarness.Home, ["all"], Anna));
        await house.UntilAsync(view => view.State.Plugs.Values.Any(plug => plug.Membership == Membership.Adopted && plug.Name == name));
    }

    [Fact]
    public async Task A_plug_is_of_one_house_only()
    {
        await using var house = await HiveHarness.StartAsync("klap=2", listed: false);
        await house.UntilAsync(view => view.State.Plugs.Count == 2);
        var plugs = HiveHarness.Define(house.Plugs);
        var villa = new HouseName("villa");

        // One that shares account and network, and only looks, takes in nothing that another house has.
        Assert.IsType<HouseAccepted>(await house.AskAsync<object>(new ApplyHouse(
            plugs with { Name = villa, Plugs = [], Discovery = plugs.Discovery with { Adopt = Adoption.Automatic } }, "villa.conf", "1")));

        // One that lists them is refused.
        var refused = Assert.IsType<Refused>(await house.AskAsync<object>(new ApplyHouse(plugs with { Name = villa }, "villa.conf", "2")));
        Assert.Contains("belongs to house 'home'", refused.Message, StringComparison.Ordinal);

        // What one house lets go, another may have.
        var mac = house.Plugs.Plug(1).Mac.ToString();
        await house.AskAsync<Forgotten>(new ForgetPlugs(HiveHarness.Home, [mac], Anna));
        await house.UntilAsync(_ => house.Hive.Board.Views.GetValueOrDefault(villa)?.State.Plugs.Values.Any(plug => plug.Membership == Membership.Adopted) == true);
        Assert.Equal(mac, Assert.Single(house.Hive.Board.Views[villa].State.Plugs.Values).Identity.Mac.ToString());
        await house.UntilAsync(view => !view.Waiting.IsEmpty);
        var held = Assert.IsType<Refused>(await house.AskAsync<object>(new AdoptPlugs(HiveHarness.Home, [mac], Anna)));
        Assert.Contains("belongs to house 'villa'", held.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_two_houses_turn_out_to_have_is_commanded_by_one_of_them_only()
    {
        await using var house = await HiveHarness.StartAsync("klap=1", listed: false);
        await house.UntilAsync(view => view.State.Plugs.Values.Any(plug => plug.Membership == Membership.Adopted));
        var villa = new HouseName("villa");
        var plugs = HiveHarness.Define(house.Plugs);

        // Listed by its address: whose it is shows only when it has told its hardware address.
        var desk = plugs.Plugs[0] with { Name = new PlugName("desk"), Mac = null, Host = house.Plugs.Plug(1).Address, Base = PowerState.On };
        await house.AskAsync<HouseAccepted>(new ApplyHouse(plugs with { Name = villa, Plugs = [desk] }, "villa.conf", "1"));

        await house.UntilAsync(_ => house.Hive.Board.Views.GetValueOrDefault(villa)?.State.Plugs.Values.Any(plug => plug.Problem?.Kind == FailureKind.WrongDevice) == true);
        var contested = Assert.Single(house.Hive.Board.Views[villa].State.Plugs.Values);
        Assert.Contains("is a plug of house 'home' already", contested.Problem!.Message, StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Converged, (await house.SwitchAsync(SwitchVerb.Off, "all")).Outcome);
    }

    private static HouseDefinition Asking(HouseDefinition definition) => definition with { Discovery = definition.Discovery with { Adopt = Adoption.Ask } };
}
