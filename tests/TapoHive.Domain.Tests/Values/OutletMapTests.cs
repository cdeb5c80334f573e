using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Tests.Values;

public sealed class OutletMapTests
{
    private static readonly OutletMap<string> Strip = OutletMap<string>.Empty
        .SetItem(new OutletSlot(3), "c").SetItem(new OutletSlot(1), "a").SetItem(new OutletSlot(2), "b");

    [Fact]
    public void Outlets_are_in_the_order_of_their_slots_whichever_came_first()
    {
        Assert.Equal([1, 2, 3], Strip.Keys.Select(static slot => slot.Number));
        Assert.Equal(["a", "b", "c"], Strip.Values);
    }

    [Fact]
    public void A_change_leaves_what_was_before()
    {
        var changed = Strip.SetItem(new OutletSlot(2), "B").Remove(new OutletSlot(1));

        Assert.Equal(["B", "c"], changed.Values);
        Assert.Equal(["a", "b", "c"], Strip.Values);
        Assert.Equal("B", changed[new OutletSlot(2)]);
        Assert.Null(changed.GetValueOrDefault(new OutletSlot(1)));
        Assert.False(changed.TryGetValue(OutletSlot.Whole, out _));
        Assert.Throws<KeyNotFoundException>(() => changed[new OutletSlot(1)]);
    }

    [Fact]
    public void What_changes_nothing_is_the_same_map()
    {
        Assert.Same(Strip, Strip.SetItem(new OutletSlot(1), Strip[new OutletSlot(1)]));
        Assert.Same(Strip, Strip.Remove(new OutletSlot(9)));
        Assert.Same(Strip, Strip.Each(static value => value));
        Assert.Equal(["aa", "bb", "cc"], Strip.Each(static value => value + value).Values);
        Assert.Empty(OutletMap<string>.Empty.Each(static value => value + value).Values);
    }
}
