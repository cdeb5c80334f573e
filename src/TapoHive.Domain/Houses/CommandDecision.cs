using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Houses;

/// <summary>What a person's or program's command changes in a house's memory.</summary>
public static class CommandDecision
{
    // Of thousands of plugs of one account it is reckoned once.
    private static readonly ConditionalWeakTable<AccountDefinition, StrongBox<OwnerHash>> Owners = [];

    /// <summary>A run that wants each of these outlets in a state.</summary>
    /// <param name="state">The house.</param>
    /// <param name="verb">What was asked, in one word.</param>
    /// <param name="wanted">What of which outlet; unknown outlets are left out, and of two wishes for one the later counts.</param>
    /// <param name="origin">By whom.</param>
    /// <param name="length">For how long, if not for good.</param>
    /// <param name="holding">What may end it.</param>
    /// <param name="window">How long the run waits for proof.</param>
    /// <param name="now">Now.</param>
    /// <param name="beforehand">What is known already of other outlets that were asked for.</param>
    public static RunStarted Start(
        HouseState state,
        string verb,
        IEnumerable<(OutletName Outlet, PowerState Wanted)> wanted,
        Origin origin,
        Duration? length,
        Holding holding,
        Duration window,
        Instant now,
        ImmutableArray<OutletEvidence>? beforehand = null) => new(
        now,
        verb,
        origin,
        window,
        length is { } time ? now + time : null,
        holding,
        [
            .. wanted
                .Where(w => state.OutletsByName.ContainsKey(w.Outlet))
                .GroupBy(w => w.Outlet, (_, wishes) => wishes.Last())
                .Select(w => (w.Outlet, w.Wanted, Key: state.OutletsByName[w.Outlet]))
                .Select(w => new RunIntent(w.Outlet, w.Key.Plug, w.Key.Slot, w.Wanted)),
        ],
        Beforehand: beforehand is { IsDefaultOrEmpty: false } ? beforehand : null);

    /// <summary>Empties the manual slots of outlets; nothing where none is filled.</summary>
    public static IntentsReleased? Release(HouseState state, IEnumerable<OutletName> outlets, Origin origin, Instant now)
    {
        var filled = outlets
            .Where(state.OutletsByName.ContainsKey)
            .Select(name => state.OutletsByName[name])
            .Where(key => state[key].Intents.Manual is not null)
            .ToImmutableArray();
        return filled.IsEmpty ? null : new IntentsReleased(now, origin, filled);
    }

    /// <summary>Tries the plugs of outlets again.</summary>
    public static PlugsRetried Retry(HouseState state, IEnumerable<OutletName> outlets, Origin origin, Instant now) => new(
        now,
        origin,
        [.. outlets.Where(state.OutletsByName.ContainsKey).Select(name => state.OutletsByName[name].Plug).Distinct().Order()]);

    /// <summary>Ends the intents whose limit has passed; nothing where there is none.</summary>
    public static IntentsEnded? End(HouseState state, Instant now)
    {
        var ended = Limited(state)
            .Where(limited => limited.Until <= now)
            .OrderBy(limited => limited.Until) // as if each had been carried out in its time
            .Select(limited => new EndedIntent(limited.Plug, limited.Slot, limited.Layer))
            .ToImmutableArray();
        return ended.IsEmpty ? null : new IntentsEnded(now, ended);
    }

    /// <summary>When the next intent ends by itself.</summary>
    public static Instant? NextEnd(HouseState state)
    {
        Instant? next = null;
        foreach (var plug in state.Plugs.Values)
        {
            foreach (var outlet in plug.Outlets.Values)
            {
                next = outlet.Intents.NextEnd is { } end && !(next <= end) ? end : next;
            }
        }

        return next;
    }

    /// <summary>What a house tells the actor of one of its plugs.</summary>
    public static PlugAssignment Assign(HouseState state, PlugRecord plug)
    {
        var definition = state.Definition ?? throw new InvalidOperationException("A house without a file has no plugs.");
        var account = definition.Accounts.First(a => a.Name == plug.Account);
        var owner = Owners.GetValue(account, static account => new StrongBox<OwnerHash>(OwnerHash.OfUser(account.Username))).Value;
        return new PlugAssignment(
            plug.Id,
            definition.Name,
            plug.Name,
            plug.Identity,
            account.Name,
            owner,
            plug.Address,
            plug.Offer,
            plug.Press,
            [.. plug.Outlets.Values.Select(OutletMemories.Assign)],
            plug.AssignmentRevision,
            definition.Discovery.Port,
            plug.Forced,
            definition.Updates ?? FirmwareUpdates.Left,
            state.Plugs.Count);
    }

    private static IEnumerable<(PlugId Plug, OutletSlot Slot, Layer Layer, Instant Until)> Limited(HouseState state) =>
        from plug in state.Plugs.Values
        from outlet in plug.Outlets.Values
        from filled in outlet.Intents.Filled
        where filled.Intent.Until is not null
        select (plug.Id, outlet.Slot, filled.Layer, filled.Intent.Until!.Value);
}
