using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What applying a house file makes of a house: listed plugs come, change or go; adopted ones stay; what is unchanged
/// is not touched.</summary>
internal static class HouseApplication
{
    public static HouseState Apply(HouseState state, HouseApplied e)
    {
        var definition = e.Definition;
        var kept = state.Plugs.Values.Where(plug => plug.Membership != Membership.Listed).ToDictionary(plug => plug.Id);
        var plugs = ImmutableSortedDictionary.CreateBuilder<PlugId, PlugRecord>();
        foreach (var listed in definition.Plugs)
        {
            var before = Before(state, listed);
            if (before is not null)
            {
                kept.Remove(before.Id);
            }

            var record = Listed(definition, listed, before, e.At, state.Revision);
            plugs[record.Id] = record;
        }

        foreach (var plug in kept.Values)
        {
            plugs[plug.Id] = Unlisted(plug, definition, state.Revision);
        }

        return HouseEvolution.Reindexed(state with
        {
            Definition = definition,
            Source = e.Source,
            SourceHash = e.SourceHash,
            Plugs = plugs.ToImmutable(),
        });
    }

    /// <summary>The record that this listing continues: the same device, else the same name unless it is plainly another device.</summary>
    private static PlugRecord? Before(HouseState state, PlugDefinition listed)
    {
        if (listed.Mac is { } mac && state.Plugs.Values.FirstOrDefault(plug => plug.Identity.Mac == mac) is { } same)
        {
            return same;
        }

        return state.Plugs.Values.FirstOrDefault(plug => plug.Name == listed.Name
            && (listed.Mac is null || plug.Identity.Mac is null || plug.Identity.Mac == listed.Mac));
    }

    private static PlugRecord Listed(HouseDefinition definition, PlugDefinition listed, PlugRecord? before, Instant at, long revision)
    {
        var id = before?.Id ?? (listed.Mac is { } mac ? new PlugId(mac.ToString()) : new PlugId($"{definition.Name.Value}.{listed.Name.Value}"));
        var identity = before?.Identity ?? new PlugIdentity();
        identity = identity with { Mac = listed.Mac ?? identity.Mac };
        if (listed.Id is { } deviceId)
        {
            identity = deviceId.Length == 32
                ? identity with { DiscoveryId = new Sightings.DiscoveryId(deviceId.ToLowerInvariant()) }
                : identity with { DeviceId = new DeviceId(deviceId) };
        }

        var outlets = Outlets(listed, before, at, revision);
        var record = new PlugRecord(
            id,
            listed.Name,
            Membership.Listed,
            identity,
            listed.Account,
            listed.Host is { } host && before?.Address is null ? host : before?.Address ?? listed.Host,
            before?.Offer,
            before?.Model ?? "",
            before?.Alias ?? "",
            listed.Room,
            listed.Tags,
            listed.Protection,
            listed.Press ?? definition.Press,
            outlets,
            before?.Problem,
            before?.AssignmentRevision ?? revision,
            before?.Forced ?? 0);
        return before is not null && SameAssignment(before, record) ? record : record with { AssignmentRevision = revision };
    }

    private static PlugRecord Unlisted(PlugRecord plug, HouseDefinition definition, long revision)
    {
        var account = definition.Accounts.Any(a => a.Name == plug.Account) ? plug.Account : definition.Accounts[0].Name;
        var changed = plug with { Press = definition.Press, Account = account };
        return SameAssignment(plug, changed) ? changed : changed with { AssignmentRevision = revision };
    }

    private static bool SameAssignment(PlugRecord a, PlugRecord b) =>
        a.Name == b.Name && a.Identity == b.Identity && a.Account == b.Account && a.Address == b.Address && a.Press == b.Press
        && a.Outlets.Count == b.Outlets.Count
        && a.Outlets.Values.Zip(b.Outlets.Values).All(pair => pair.First.Slot == pair.Second.Slot && pair.First.DesiredRevision == pair.Second.DesiredRevision);

    private static ImmutableSortedDictionary<OutletSlot, OutletRecord> Outlets(PlugDefinition listed, PlugRecord? before, Instant at, long revision)
    {
        if (listed.Outlets.IsEmpty)
        {
            // A strip whose outlets nobody named keeps the names it was given when it showed them.
            var known = before?.Outlets.Values.Select(outlet => outlet with { Name = OutletNaming.NameOf(listed.Name, outlet.Slot, Part(outlet.Name)) })
                ?? [OutletNaming.Fresh(new OutletName(listed.Name.Value), OutletSlot.Whole, listed.Room, listed.Tags)];
            return known.ToImmutableSortedDictionary(
                outlet => outlet.Slot,
                outlet => WithBase(outlet with { Room = listed.Room, Tags = listed.Tags }, listed.Base, at, revision));
        }

        var named = listed.Outlets.ToImmutableSortedDictionary(
            outlet => outlet.Slot,
            outlet =>
            {
                var name = OutletNaming.NameOf(listed.Name, outlet.Slot, outlet.Name);
                var record = before?.Outlets.GetValueOrDefault(outlet.Slot) ?? OutletNaming.Fresh(name, outlet.Slot, null, []);
                return WithBase(
                    record with { Name = name, Room = outlet.Room ?? listed.Room, Tags = [.. listed.Tags.Union(outlet.Tags, StringComparer.OrdinalIgnoreCase)] },
                    outlet.Base ?? listed.Base,
                    at,
                    revision);
            });

        // Outlets that the strip has shown and the file leaves out go on under their numbers.
        var unnamed = before?.Outlets.Values.Where(outlet => outlet.Slot != OutletSlot.Whole && !named.ContainsKey(outlet.Slot)) ?? [];
        return named.AddRange(unnamed.Select(outlet => KeyValuePair.Create(
            outlet.Slot,
            WithBase(outlet with { Name = OutletNaming.NameOf(listed.Name, outlet.Slot, Part(outlet.Name)), Room = listed.Room, Tags = listed.Tags }, listed.Base, at, revision))));
    }

    private static OutletRecord WithBase(OutletRecord outlet, PowerState? wanted, Instant at, long revision)
    {
        if (outlet.Intents.Base?.Wanted == wanted)
        {
            return outlet;
        }

        return outlet.With(outlet.Intents.With(Layer.Base, wanted is { } state ? new Intent(state, Origin.House, at) : null), revision);
    }

    private static string Part(OutletName name) => name.Value[(name.Value.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
