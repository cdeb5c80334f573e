using System.Collections.Frozen;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Energy;

/// <summary>
/// The models whose outlets are known to measure energy (PROTOCOL 5.2). What a plug can do its own lists say, once it was asked; until then its model, which a
/// house remembers, says what is to be expected. Of models that are not here nothing is.
/// </summary>
public static class MeteredModels
{
    private static readonly FrozenSet<string> Plugs = FrozenSet.Create(StringComparer.Ordinal, "EP25", "KP125M", "P110", "P110M", "P115");
    private static readonly FrozenSet<string> Strips = FrozenSet.Create(StringComparer.Ordinal, "P210M", "P304M", "P316M");

    /// <summary>Whether an outlet has a meter by its plug's model. A strip that has not shown its outlets yet has none as a whole.</summary>
    /// <param name="model">The model, without its region.</param>
    /// <param name="slot">Which outlet.</param>
    public static bool Measures(string model, OutletSlot slot) => (slot == OutletSlot.Whole ? Plugs : Strips).Contains(model);
}
