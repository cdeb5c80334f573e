using TapoHive.Domain.Houses;
using TapoHive.Domain.Selectors;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Selectors;

/// <summary>What is said of a selector that is right and means nothing.</summary>
public sealed class EmptinessTests
{
    private static readonly HouseState House = Of(
        Plug("lamp", 1) with { Room = "hall", Tags = ["light"] },
        Plug("heater", 2) with { Room = "bath", Tags = ["heat"] },
        Plug("fridge", 3) with { Room = "cellar", Protection = Protect.OnlyByName });

    [Theory]
    [InlineData("lamp and heater", "'lamp and heater' matches nothing: no outlet is both; did you mean 'lamp or heater'?")]
    [InlineData("room.hall and room.bath", "'room.hall and room.bath' matches nothing: no outlet is both; did you mean 'room.hall or room.bath'?")]
    [InlineData("tag.light and room.bath", "'tag.light and room.bath' matches nothing: no outlet is both.")]
    [InlineData("(lamp or heater) and fridge", "'(lamp or heater) and fridge' matches nothing: no outlet is both.")]
    [InlineData("not all", null)]
    [InlineData("room.cellar", null)]
    [InlineData("lamp", null)]
    [InlineData("lamp or heater and lamp", null)]
    public void Where_no_outlet_is_both_it_says_so(string text, string? sentence) =>
        Assert.Equal(sentence, Selection.Resolve(House, [text]).Emptiness);

    [Theory]
    [InlineData("lamp heater", "Put 'or' between the two if both are meant.")]
    [InlineData("lamp & heater", "Write 'and'.")]
    [InlineData("lamb", "did you mean 'lamp'?")]
    public void A_wrong_one_says_what_to_write(string text, string end) =>
        Assert.EndsWith(end, Selection.Resolve(House, [text]).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("lamp and (heater or not tag.light)")]
    [InlineData("not (all and model.P110) or hillside/lamp")]
    [InlineData("not not room.hall")]
    public void A_selector_is_written_as_it_is_read(string text) =>
        Assert.Equal(text, SelectorParser.Parse(text).ToText());
}
