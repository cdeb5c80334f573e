using TapoHive.Hocon.Resolving;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon.Merging;

/// <summary>One value assigned to a key, with what was assigned before below it.</summary>
internal sealed class Layer(Slot slot, int index, Node value, HoconPosition keyPosition)
{
    public Slot Slot { get; } = slot;

    public int Index { get; } = index;

    public Node Value { get; } = value;

    public HoconPosition KeyPosition { get; } = keyPosition;

    /// <summary>Whether the value refers to its own key, and so to the layers below.</summary>
    public bool RefersToItself { get; init; }

    /// <summary>Whether the value takes in all of its own key's earlier value, and not only a part of it.</summary>
    public bool IncludesBelow { get; init; }

    /// <summary>The shape of this layer alone, once known for good.</summary>
    public Shape? Shape { get; set; }
}
