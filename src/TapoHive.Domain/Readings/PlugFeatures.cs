using System.Collections.Immutable;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Readings;

/// <summary>
/// What the outlets of a plug can do, by the plug's own capability lists rather than by its model (<c>component_nego</c>, PROTOCOL 5.2). On a strip each
/// socket has a list of its own; the strip's list repeats what only its sockets serve.
/// </summary>
/// <param name="Plug">Component and version, of the plug as a whole.</param>
/// <param name="Outlets">The same for each outlet; a plug without children has one, <see cref="OutletSlot.Whole"/>.</param>
public sealed record PlugFeatures(ImmutableDictionary<string, int> Plug, ImmutableSortedDictionary<OutletSlot, ImmutableDictionary<string, int>> Outlets)
{
    /// <summary>Whether it is a strip.</summary>
    public bool HasChildren => Plug.ContainsKey("child_device") || Plug.ContainsKey("control_child");

    /// <summary>Whether an outlet measures power and energy.</summary>
    public bool MeasuresEnergy(OutletSlot slot) => Has(slot, "energy_monitoring");

    /// <summary>Whether an outlet has a timer of its own.</summary>
    public bool HasCountdown(OutletSlot slot) => Has(slot, "countdown");

    /// <summary>Whether an outlet lists a component.</summary>
    public bool Has(OutletSlot slot, string component) => Outlets.TryGetValue(slot, out var components) && components.ContainsKey(component);
}
