using TapoHive.Hocon.Merging;

namespace TapoHive.Hocon.Resolving;

/// <summary>The layers that make a value where a path was followed: the lowest <paramref name="Count"/> of them.</summary>
/// <param name="Layers">Layers, the latest last.</param>
/// <param name="Count">How many count; those above are being evaluated at this moment, or override one that is.</param>
/// <param name="Slot">The slot, where these are the layers of one slot and not of several merged.</param>
internal readonly record struct View(List<Layer> Layers, int Count, Slot? Slot)
{
    public bool IsWholeSlot => Slot is not null && Count == Layers.Count;
}
