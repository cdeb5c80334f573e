namespace TapoHive.Hocon;

/// <summary>A key of an object with its value and every place where it was given one.</summary>
public sealed class HoconField
{
    internal HoconField(string key, HoconPosition keyPosition, HoconValue value, IReadOnlyList<HoconAssignment> assignments)
    {
        Key = key;
        KeyPosition = keyPosition;
        Value = value;
        Assignments = assignments;
    }

    /// <summary>The key: one part of a path, quotes removed.</summary>
    public string Key { get; }

    /// <summary>Where the key of the assignment that won is written.</summary>
    public HoconPosition KeyPosition { get; }

    /// <summary>The value.</summary>
    public HoconValue Value { get; }

    /// <summary>Every place that assigns this key, in reading order, over all files.</summary>
    public IReadOnlyList<HoconAssignment> Assignments { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Key} = {Value}";
}
