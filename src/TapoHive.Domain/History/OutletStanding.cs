using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.History;

/// <summary>How one outlet stood in its house's memory at a moment: all that is needed to say why it was as it was.</summary>
/// <param name="Name">Its name then.</param>
/// <param name="Intents">Who wanted what.</param>
/// <param name="Observed">What it was last read to be.</param>
/// <param name="Problem">The trouble it was in, or its plug.</param>
public sealed record OutletStanding(OutletName Name, IntentSlots Intents, ObservedState? Observed, PlugProblem? Problem)
{
    /// <summary>How an outlet stands; nothing where the house has none there.</summary>
    public static OutletStanding? Of(HouseState state, OutletKey key) =>
        state.Plugs.TryGetValue(key.Plug, out var plug) && plug.Outlets.TryGetValue(key.Slot, out var outlet)
            ? new OutletStanding(outlet.Name, outlet.Intents, outlet.Observed, outlet.Problem ?? plug.Problem)
            : null;
}
