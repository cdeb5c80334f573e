using System.Collections.Immutable;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What is remembered of plugs that an operator took out.</summary>
internal static class MembershipEvolution
{
    /// <summary>The plug is gone with everything that was wanted and known of it; only that it must not come back by itself stays.</summary>
    public static HouseState Forgotten(HouseState state, PlugForgotten e) => HouseEvolution.Reindexed(state with
    {
        Plugs = state.Plugs.Remove(e.Plug),
        Forgotten = (state.Forgotten ?? ImmutableSortedDictionary<Mac, ForgottenPlug>.Empty)
            .SetItem(e.Mac, new ForgottenPlug(e.Name, state.Plugs.GetValueOrDefault(e.Plug)?.Alias ?? "", e.At)),
        Credentials = state.Credentials.Of(trial => trial.Key != e.Plug),
    });

    /// <summary>The outlets of a listed plug that turned out to be a found one: what operators asked of that one stays asked.</summary>
    public static ImmutableSortedDictionary<OutletSlot, OutletRecord> TakenOver(PlugRecord found, PlugRecord listed, long revision) =>
        listed.Outlets.ToImmutableSortedDictionary(
            pair => pair.Key,
            pair => pair.Value.Intents.Manual is null && found.Outlets.GetValueOrDefault(pair.Key)?.Intents.Manual is { } asked
                ? pair.Value.With(pair.Value.Intents.With(Layer.Manual, asked), revision)
                : pair.Value);

    /// <summary>Whoever is in the house is not forgotten.</summary>
    public static HouseState Remembered(HouseState state, IEnumerable<Mac> macs)
    {
        var left = state.Forgotten?.RemoveRange(macs);
        return ReferenceEquals(left, state.Forgotten) ? state : state with { Forgotten = left!.IsEmpty ? null : left };
    }
}
