using FsCheck.Xunit;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Selectors;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Selectors;

/// <summary>Which outlets a text means.</summary>
public sealed class SelectorTests
{
    private static readonly HouseState House = MakeHouse();

    [Theory]
    [InlineData("lamp", "lamp")]
    [InlineData("LAMP", "lamp")]
    [InlineData("desk", "desk.monitor desk.printer")]
    [InlineData("desk.*", "desk.monitor desk.printer")]
    [InlineData("desk.monitor", "desk.monitor")]
    [InlineData("lamp.*", "lamp")]
    [InlineData("hillside/lamp", "lamp")]
    [InlineData("Hillside/desk.*", "desk.monitor desk.printer")]
    [InlineData("elsewhere/lamp", "")]
    [InlineData("tag.light", "desk.monitor lamp")]
    [InlineData("Tag.LIGHT", "desk.monitor lamp")]
    [InlineData("room.office", "desk.monitor desk.printer")]
    [InlineData("room.cellar", "")]
    [InlineData("model.P110", "heater")]
    [InlineData("model.P900", "")]
    [InlineData("all", "desk.monitor desk.printer heater lamp")]
    [InlineData("fridge", "fridge")]
    [InlineData("fridge or lamp", "fridge lamp")]
    [InlineData("all and fridge", "")]
    [InlineData("not lamp", "desk.monitor desk.printer heater")]
    [InlineData("not fridge", "desk.monitor desk.printer heater lamp")]
    [InlineData("tag.light and not room.office", "lamp")]
    [InlineData("lamp or heater and desk", "lamp")]
    [InlineData("(lamp or heater) and desk", "")]
    [InlineData("(lamp or heater) and not (desk or lamp)", "heater")]
    [InlineData("not lamp and not heater", "desk.monitor desk.printer")]
    [InlineData("not not lamp", "lamp")]
    [InlineData("all and(not desk)", "heater lamp")]
    [InlineData("  lamp\tOR\nheater ", "heater lamp")]
    public void A_selector_means_these_outlets(string text, string outlets)
    {
        var selection = Selection.Resolve(House, [text]);
        Assert.Null(selection.Error);
        Assert.Equal(outlets, string.Join(' ', selection.Outlets));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData("lamb", "No plug or outlet 'lamb'; did you mean 'lamp'?")]
    [InlineData("desk.montior", "did you mean 'desk.monitor'?")]
    [InlineData("zzzzzzzz", "No plug or outlet 'zzzzzzzz'.")]
    [InlineData("tag.lihgt", "No tag 'lihgt'; did you mean 'light'?")]
    [InlineData("room.ofice", "did you mean 'office'?")]
    [InlineData("lamp heater", "'heater' at column 6")]
    [InlineData("lamp and", "ends where a name")]
    [InlineData("and lamp", "'and' at column 1")]
    [InlineData("(lamp", "ends where ')' should follow")]
    [InlineData("lamp)", "')' at column 5")]
    [InlineData("()", "')' at column 2")]
    [InlineData("lamp & fan", "'&' at column 6 has no meaning in the selector 'lamp & fan'. Write 'and'.")]
    [InlineData("!lamp", "Write 'not'.")]
    [InlineData("lamp, fan", "Write 'or'")]
    [InlineData("tag.", "'tag.' at column 1")]
    [InlineData("tag", "'tag' at column 1")]
    [InlineData("a.b.c", "is no name")]
    [InlineData("desk.mon*", "is no name")]
    [InlineData("*", "is no name")]
    [InlineData("/lamp", "is no name")]
    [InlineData("hillside/tag.light", "is no name")]
    [InlineData("a/b/c", "is no name")]
    [InlineData("desk.", "is no name")]
    public void An_error_says_what_where_and_what_instead(string text, string part)
    {
        var selection = Selection.Resolve(House, [text]);
        Assert.Contains(part, selection.Error, StringComparison.Ordinal);
        Assert.Empty(selection.Outlets);
    }

    [Fact]
    public void A_list_is_a_union_and_one_error_spoils_it()
    {
        Assert.Equal("heater lamp", string.Join(' ', Selection.Resolve(House, ["lamp", "heater", "lamp"]).Outlets));
        Assert.Empty(Selection.Resolve(House, ["lamp", "nobody"]).Outlets);
    }

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        Assert.Contains("deep", Selection.Resolve(House, [new string('(', 1000) + "lamp" + new string(')', 1000)]).Error, StringComparison.Ordinal);
        Assert.Contains("deep", Selection.Resolve(House, [string.Concat(Enumerable.Repeat("not ", 200)) + "lamp"]).Error, StringComparison.Ordinal);
        Assert.Contains("at most", Selection.Resolve(House, [new string('a', 5000)]).Error, StringComparison.Ordinal);
        Assert.Null(Selection.Resolve(House, [string.Join(" or ", Enumerable.Repeat("lamp", 500))]).Error);
        Assert.InRange(Selection.Resolve(House, [new string('a', 4000) + " &"]).Error!.Length, 10, 300);
    }

    [Property(MaxTest = 1000, Replay = "(5150515,7)")]
    public void Random_text_is_a_selector_or_a_selector_error(string text) =>
        Assert.True(Selection.Resolve(House, [text ?? ""]) is { Error: not null } or { Outlets.Length: >= 0 });

    [Property(MaxTest = 1000, Replay = "(6160616,7)")]
    public void So_is_a_random_sequence_of_words(byte[] words)
    {
        string[] vocabulary = ["lamp", "desk", "and", "or", "not", "(", ")", "tag.light", "all", "room.office", "fridge", "desk.*", "lamb", "/", "*", "."];
        var text = string.Join(' ', words.Select(word => vocabulary[word % vocabulary.Length]));
        var selection = Selection.Resolve(House, [text]);
        Assert.True(selection.Error is null || selection.Outlets.IsEmpty);
        Assert.True(selection.Outlets.All(House.OutletsByName.ContainsKey));
        if (!text.Contains("fridge", StringComparison.Ordinal))
        {
            Assert.DoesNotContain(new OutletName("fridge"), selection.Outlets);
        }
    }

    private static HouseState MakeHouse()
    {
        var house = Of(
            Plug("lamp", 1) with { Room = "hall", Tags = ["light"] },
            Plug("heater", 2) with { Room = "bath", Tags = ["heat"] },
            Plug("fridge", 3) with { Room = "cellar", Tags = ["light"], Protection = Protect.OnlyByName },
            Plug("desk", 4) with
            {
                Room = "office",
                Outlets = [new("monitor", new OutletSlot(1), null, ["light"], null), new("printer", new OutletSlot(2), null, [], null)],
            });
        return house.See(Sighting(2));
    }
}
