using System.Collections;

namespace TapoHive.Hocon;

/// <summary>A list of values in the order written.</summary>
public sealed class HoconArray : HoconValue, IReadOnlyList<HoconValue>
{
    // Many arrays may share one list, each seeing its first _count items: a key that grows by += then costs
    // its length once, not once for each step. Items below _count never change.
    private readonly List<HoconValue> _items;
    private readonly int _count;

    private HoconArray(List<HoconValue> items, int weight, int depth, HoconPosition position, HoconPosition definedAt)
        : base(position, definedAt)
    {
        _items = items;
        _count = items.Count;
        Weight = weight;
        Depth = depth;
    }

    /// <summary>The number of items.</summary>
    public int Count => _count;

    internal override int Weight { get; }

    internal override int Depth { get; }

    internal override string Noun => "a list";

    /// <summary>The item at <paramref name="index"/>, from 0.</summary>
    public HoconValue this[int index] =>
        (uint)index < (uint)_count ? _items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    internal static HoconArray Of(List<HoconValue> items, HoconPosition position)
    {
        var (weight, depth) = (1, 1);
        foreach (var item in items) (weight, depth) = (Add(weight, item.Weight), Math.Max(depth, item.Depth + 1));
        return new HoconArray(items, weight, depth, position, position);
    }

    /// <summary>Whether <see cref="Append"/> would have to copy this array first.</summary>
    internal bool IsShared => _items.Count != _count;

    /// <summary>This array's items, then <paramref name="more"/>'s.</summary>
    internal HoconArray Append(HoconArray more, HoconPosition position)
    {
        var items = IsShared || ReferenceEquals(_items, more._items) ? new List<HoconValue>(this) : _items;
        items.AddRange(more);
        return new HoconArray(items, Add(Weight, more.Weight - 1), Math.Max(Depth, more.Depth), position, position);
    }

    internal override HoconValue At(HoconPosition position) => new HoconArray(this, position);

    private HoconArray(HoconArray same, HoconPosition position) : base(position, same.DefinedAt)
    {
        _items = same._items;
        _count = same._count;
        Weight = same.Weight;
        Depth = same.Depth;
    }

    /// <inheritdoc/>
    public IEnumerator<HoconValue> GetEnumerator()
    {
        for (var index = 0; index < _count; index++) yield return _items[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"[ {_count} ]";
}
