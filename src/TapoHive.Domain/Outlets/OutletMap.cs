using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace TapoHive.Domain.Outlets;

/// <summary>Something of each outlet of a plug, in the order of their slots. Immutable. A plug has one outlet and a strip a handful, so these are arrays, which
/// are looked through, and no tree.</summary>
public sealed class OutletMap<T>
{
    private OutletMap(ImmutableArray<OutletSlot> keys, ImmutableArray<T> values) => (Keys, Values) = (keys, values);

    /// <summary>That of no outlet.</summary>
    public static OutletMap<T> Empty { get; } = new([], []);

    /// <summary>The outlets.</summary>
    public ImmutableArray<OutletSlot> Keys { get; }

    /// <summary>What there is of them, in the same order.</summary>
    public ImmutableArray<T> Values { get; }

    /// <summary>What there is of an outlet.</summary>
    /// <exception cref="KeyNotFoundException">There is nothing of it.</exception>
    public T this[OutletSlot key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no outlet {key}.");

    /// <summary>What there is of an outlet; false where there is nothing.</summary>
    public bool TryGetValue(OutletSlot key, [MaybeNullWhen(false)] out T value)
    {
        var at = Keys.BinarySearch(key);
        value = at < 0 ? default : Values[at];
        return at >= 0;
    }

    /// <summary>What there is of an outlet; the default where there is nothing.</summary>
    public T? GetValueOrDefault(OutletSlot key) => TryGetValue(key, out var value) ? value : default;

    /// <summary>The same with this of an outlet, new or in place of what there was.</summary>
    public OutletMap<T> SetItem(OutletSlot key, T value)
    {
        var at = Keys.BinarySearch(key);
        return at < 0 ? new(Keys.Insert(~at, key), Values.Insert(~at, value))
            : ReferenceEquals(Values[at], value) ? this
            : new(Keys, Values.SetItem(at, value));
    }

    /// <summary>The same without an outlet.</summary>
    public OutletMap<T> Remove(OutletSlot key)
    {
        var at = Keys.BinarySearch(key);
        return at < 0 ? this : new(Keys.RemoveAt(at), Values.RemoveAt(at));
    }

    /// <summary>The same with each value changed.</summary>
    public OutletMap<T> Each(Func<T, T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var changed = ImmutableArray.CreateBuilder<T>(Values.Length);
        var isSame = true;
        foreach (var value in Values)
        {
            var next = change(value);
            isSame &= ReferenceEquals(next, value);
            changed.Add(next);
        }

        return isSame ? this : new(Keys, changed.MoveToImmutable());
    }
}
