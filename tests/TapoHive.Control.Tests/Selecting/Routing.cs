using TapoHive.Control.Selecting;
using TapoHive.Control.Tests.Testing;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Tests.Selecting;

public sealed class Routing
{
    private static readonly HouseView[] Two = [SampleHouse.View("hillside", "lamp", "heater"), SampleHouse.View("villa", "lamp", "pump")];

    [Theory]
    [InlineData("lamp", "hillside:lamp villa:lamp")]
    [InlineData("heater", "hillside:heater")]
    [InlineData("heater|pump", "hillside:heater villa:pump")]
    [InlineData("villa/lamp", "villa:lamp")]
    [InlineData("VILLA/lamp", "villa:lamp")]
    [InlineData("villa/all", "villa:all")]
    [InlineData("all", "hillside:all villa:all")]
    [InlineData("lamp and villa/lamp", "villa:lamp and villa/lamp")]
    public void Goes_to_the_houses_in_which_it_means_something(string selectors, string routes)
    {
        var routed = Assert.IsType<SelectorRouting.Routed>(SelectorRouting.Route(Two, selectors.Split('|')));

        Assert.Equal(routes, string.Join(' ', routed.Houses.Select(static it => $"{it.View.Name}:{string.Join('|', it.Selectors)}")));
        Assert.All(routed.Houses, static it => Assert.NotEmpty(it.Outlets));
    }

    [Fact]
    public void No_selector_is_everything_protected_outlets_too()
    {
        var house = SampleHouse.View("hillside", "lamp");
        var plug = house.State.Plugs.Values.Single() with { Protection = Protect.OnlyByName };
        house = house with { State = house.State with { Plugs = house.State.Plugs.SetItem(plug.Id, plug) } };

        Assert.Single(Assert.IsType<SelectorRouting.Routed>(SelectorRouting.Route([house], [])).Houses[0].Outlets);
        Assert.Contains("protected", Assert.IsType<SelectorRouting.Nothing>(SelectorRouting.Route([house], ["all"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lmap", "did you mean 'lamp'?")]
    [InlineData("vlla/lamp", "There is no house 'vlla' in this hive. Its houses: hillside, villa.")]
    [InlineData("lamp|lmap", "did you mean 'lamp'?")]
    public void Nothing_is_meant_and_a_sentence_helps(string selectors, string sentence) =>
        Assert.Contains(sentence, Assert.IsType<SelectorRouting.Nothing>(SelectorRouting.Route(Two, selectors.Split('|'))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("tag.(")]
    [InlineData("lamp and")]
    [InlineData("")]
    public void What_cannot_be_read_is_said_to_be_that(string selector) => Assert.IsType<SelectorRouting.Unreadable>(SelectorRouting.Route(Two, [selector]));

    [Fact]
    public void A_hive_without_houses_says_how_to_get_one() =>
        Assert.Contains("house apply FILE", Assert.IsType<SelectorRouting.Nothing>(SelectorRouting.Route([], ["lamp"])).Message, StringComparison.Ordinal);
}
