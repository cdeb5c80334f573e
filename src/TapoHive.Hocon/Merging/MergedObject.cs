using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon.Merging;

/// <summary>
/// An object after merging, before substitution: each key once, with everything that was assigned to it and still counts.
/// </summary>
internal sealed class MergedObject(HoconPosition position) : Node(position)
{
    private readonly Dictionary<string, Slot> _byKey = new(StringComparer.Ordinal);

    /// <summary>The slots in the order in which their keys first appear.</summary>
    public List<Slot> Slots { get; } = [];

    /// <summary>The value, once known.</summary>
    public HoconObject? Value { get; set; }

    /// <summary>The value is being made at this moment: to need it now is a cycle.</summary>
    public bool IsBusy { get; set; }

    public Slot? Find(string key) => _byKey.GetValueOrDefault(key);

    public Slot FindOrAdd(string key)
    {
        if (_byKey.TryGetValue(key, out var slot)) return slot;
        _byKey[key] = slot = new Slot(key);
        Slots.Add(slot);
        return slot;
    }
}
