using System.Globalization;

namespace TapoHive.Hocon;

/// <summary>Fields in the order in which their keys first appear, each key once.</summary>
public sealed class HoconObject : HoconValue
{
    private Dictionary<string, HoconField>? _byKey;

    internal HoconObject(IReadOnlyList<HoconField> fields, HoconPosition position) : base(position, position)
    {
        Fields = fields;
        var (weight, depth) = (1, 1);
        foreach (var field in fields)
            (weight, depth) = (Add(weight, field.Value.Weight), Math.Max(depth, field.Value.Depth + 1));
        (Weight, Depth) = (weight, depth);
    }

    private HoconObject(HoconObject same, HoconPosition position) : base(position, same.DefinedAt)
    {
        Fields = same.Fields;
        _byKey = same._byKey;
        (Weight, Depth) = (same.Weight, same.Depth);
    }

    /// <summary>The fields.</summary>
    public IReadOnlyList<HoconField> Fields { get; }

    internal override int Weight { get; }

    internal override int Depth { get; }

    internal override string Noun => "an object";

    /// <summary>The value of <paramref name="key"/> (one key, not a path), or <see langword="null"/>.</summary>
    public HoconValue? this[string key] => Field(key)?.Value;

    /// <summary>The field called <paramref name="key"/> (one key, not a path), or <see langword="null"/>.</summary>
    public HoconField? Field(string key)
    {
        // Two threads may build the index at once: both build the same, and one is kept.
        var byKey = _byKey ??= Fields.ToDictionary(field => field.Key, StringComparer.Ordinal);
        return byKey.GetValueOrDefault(key);
    }

    /// <summary>The value reached key by key, or <see langword="null"/> where the way ends: <c>Find("house", "location")</c>.</summary>
    public HoconValue? Find(params ReadOnlySpan<string> keys)
    {
        HoconValue? value = this;
        foreach (var key in keys) value = (value as HoconObject)?[key];
        return value;
    }

    /// <summary>
    /// An object whose keys are whole numbers as the list it stands for, in their order, gaps closed and other keys ignored;
    /// <see langword="null"/> where no key is one.
    /// </summary>
    internal HoconArray? ToArray()
    {
        var items = new List<(int Index, HoconValue Value)>();
        foreach (var field in Fields)
            if (int.TryParse(field.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) items.Add((index, field.Value));
        return items.Count == 0 ? null : HoconArray.Of([.. items.OrderBy(item => item.Index).Select(item => item.Value)], Position);
    }

    internal override HoconValue At(HoconPosition position) => new HoconObject(this, position);

    /// <inheritdoc/>
    public override string ToString() => $"{{ {string.Join(", ", Fields.Select(field => field.Key))} }}";
}
