using System.Collections.Immutable;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What a replaced plug leaves behind: its place, taken by another device, and a file that may still name the old one.</summary>
internal static class ReplaceEvolution
{
    /// <summary>The place goes on with the new device: what is wanted stays wanted, what was read of the old one is forgotten.</summary>
    public static HouseState Replaced(HouseState state, PlugReplaced e)
    {
        if (!state.Plugs.TryGetValue(e.Plug, out var plug))
        {
            return state;
        }

        var next = MembershipEvolution.Remembered(state, [e.Mac]);
        var plugs = (e.Successor is { } gone ? next.Plugs.Remove(gone) : next.Plugs).SetItem(e.Plug, plug with
        {
            Identity = new PlugIdentity(e.Mac, e.DeviceId, e.DiscoveryId),
            Address = e.Address,
            Offer = e.Offer,
            Model = e.Model,
            Alias = e.Alias,
            Problem = null,
            AssignmentRevision = state.Revision,
            Outlets = plug.Outlets.ToImmutableSortedDictionary(static pair => pair.Key, pair => Fresh(pair.Value, state.Revision)),
        });
        return HouseEvolution.Reindexed(next with
        {
            Plugs = plugs,
            Definition = state.Definition is { } definition ? definition with { Plugs = [.. definition.Plugs.Select(listed => listed.Name == plug.Name ? Listed(listed, e) : listed)] } : null,
            Replaced = e.Old is { } old ? (state.Replaced ?? ImmutableSortedDictionary<Mac, Mac>.Empty).Remove(e.Mac).SetItem(old, e.Mac) : state.Replaced,
            Forgotten = e.Old is { } left
                ? (next.Forgotten ?? ImmutableSortedDictionary<Mac, ForgottenPlug>.Empty).SetItem(left, new ForgottenPlug(new PlugName($"{plug.Name.Value}-old"), plug.Alias, e.At))
                : next.Forgotten,
            Credentials = next.Credentials.Of(trial => trial.Key != e.Plug && trial.Key != e.Successor),
        });
    }

    /// <summary>The definition with the devices that are there now, where its file still names those that were replaced.</summary>
    public static HouseDefinition Present(HouseState state, HouseDefinition definition)
    {
        if (state.Replaced is not { IsEmpty: false } replaced)
        {
            return definition;
        }

        var named = definition.Plugs.Select(static plug => plug.Mac).OfType<Mac>().ToHashSet();
        return definition with { Plugs = [.. definition.Plugs.Select(plug => Follow(replaced, plug.Mac) is { } mac && !named.Contains(mac) ? plug with { Mac = mac, Id = null } : plug)] };
    }

    /// <summary>The devices that have taken the place of some of these plugs since.</summary>
    public static HashSet<Mac> Successors(HouseState state, IEnumerable<PlugDefinition> plugs) =>
        state.Replaced is { IsEmpty: false } replaced ? plugs.Select(plug => Follow(replaced, plug.Mac)).OfType<Mac>().ToHashSet() : [];

    // A successor may have been replaced in its turn.
    private static Mac? Follow(ImmutableSortedDictionary<Mac, Mac> replaced, Mac? listed)
    {
        var seen = new HashSet<Mac>();
        var mac = listed;
        while (mac is { } old && seen.Add(old) && replaced.TryGetValue(old, out var successor))
        {
            mac = successor;
        }

        return mac == listed ? null : mac;
    }

    private static PlugDefinition Listed(PlugDefinition listed, PlugReplaced e) =>
        listed with { Mac = e.Mac, Id = null, Host = listed.Host is null ? null : e.Address ?? listed.Host };

    private static OutletRecord Fresh(OutletRecord outlet, long revision) => outlet with
    {
        Observed = null,
        Problem = null,
        Armed = null,
        TrippedRevision = null,
        EndRevision = null,
        DesiredRevision = outlet.DesiredRevision > 0 ? revision : 0,
    };
}
