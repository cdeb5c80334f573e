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
    private const int FilesRemembered = 16;

    public static HouseState Apply(HouseState state, HouseApplied e)
    {
        var definition = ReplaceEvolution.Present(state, e.Definition);
        var continued = Continued(state, definition);
        var plugs = ImmutableSortedDictionary.CreateBuilder<PlugId, PlugRecord>();
        foreach (var listed in definition.Plugs)
        {
            var before = continued.GetValueOrDefault(listed.Name);
            var record = Listed(state, definition, listed, before, before?.Id ?? FreshId(state, definition, listed, plugs), e.At);
            plugs[record.Id] = record;
        }

        var names = definition.Plugs.Select(listed => listed.Name.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var plug in state.Plugs.Values.Where(plug => plug.Membership != Membership.Listed && !plugs.ContainsKey(plug.Id)))
        {
            plugs[plug.Id] = Unlisted(state, plug, definition, names);
        }

        return HouseEvolution.Reindexed(MembershipEvolution.Remembered(state, definition.Plugs.Select(listed => listed.Mac).OfType<Mac>()) with
        {
            Definition = definition,
            Source = e.Source,
            SourceHash = e.SourceHash,
            Before = Earlier(state, e),
            FilesApplied = [.. ApplyDecision.FilesOf(state).Where(file => file.Source != e.Source).TakeLast(FilesRemembered - 1), new FileApplied(e.Source, e.SourceHash)],
            Plugs = plugs.ToImmutable(),
            Credentials = state.Credentials.Of(trial => plugs.ContainsKey(trial.Key)),
        });
    }

    /// <summary>The definition before comes back. A plug that had been adopted and was listed since is an adopted one again; what files
    /// meant when they were applied stays known, so that a hive which starts with the newer file does not apply it anew.</summary>
    public static HouseState RollBack(HouseState state, HouseRolledBack e)
    {
        if (state.Before is not { } earlier)
        {
            return state;
        }

        // What was replaced since stays replaced, and what was forgotten since stays forgotten.
        var successors = ReplaceEvolution.Successors(state, earlier.Definition.Plugs.Concat(earlier.Adopted));
        var present = ReplaceEvolution.Present(
            state,
            earlier.Definition with { Plugs = [.. earlier.Definition.Plugs, .. earlier.Adopted.Where(plug => plug.Mac is not { } mac || !successors.Contains(mac))] });
        var listed = earlier.Definition.Plugs.Length;
        var macs = state.Plugs.Values.Select(plug => plug.Identity.Mac).ToHashSet();
        var adopted = present.Plugs.Skip(listed).Where(plug => macs.Contains(plug.Mac)).ToImmutableArray();
        var definition = present with { Plugs = [.. present.Plugs.Take(listed)] };
        var whole = definition with { Plugs = [.. definition.Plugs, .. adopted] };
        var back = Apply(state, new HouseApplied(e.At, whole, earlier.Source, earlier.SourceHash, e.By));
        var names = adopted.Select(plug => plug.Name).ToHashSet();
        return back with
        {
            Definition = definition,
            Plugs = back.Plugs.SetItems(back.Plugs.Where(plug => names.Contains(plug.Value.Name))
                .Select(plug => KeyValuePair.Create(plug.Key, plug.Value with { Membership = Membership.Adopted })).ToList()),
            FilesApplied = ApplyDecision.FilesOf(state),
            Before = Present(state),
        };
    }

    // The same content from another place is no other definition: what was before it stays what can be gone back to.
    private static AppliedHouse? Earlier(HouseState state, HouseApplied e) =>
        state.SourceHash == e.SourceHash ? state.Before : Present(state) ?? state.Before;

    private static AppliedHouse? Present(HouseState state) => state.Definition is { } definition
        ? new AppliedHouse(
            definition,
            state.Source,
            state.SourceHash,
            [.. state.Plugs.Values.Where(plug => plug.Membership == Membership.Adopted && plug.Identity.Mac is not null).Select(Plans.HouseExport.Adopted)])
        : null;

    /// <summary>The record that each listing continues: the same device, else the same name unless it is plainly another device.
    /// No record is continued twice: a device that got another name leaves its old name to whom the file gives it.</summary>
    private static Dictionary<PlugName, PlugRecord> Continued(HouseState state, HouseDefinition definition)
    {
        var byMac = new Dictionary<Mac, PlugRecord>();
        var byId = new Dictionary<string, PlugRecord>(StringComparer.OrdinalIgnoreCase);
        var byName = new Dictionary<PlugName, PlugRecord>();
        foreach (var plug in state.Plugs.Values)
        {
            byName[plug.Name] = plug;
            if (plug.Identity.Mac is { } mac)
            {
                byMac[mac] = plug;
            }

            foreach (var id in new[] { plug.Identity.DeviceId?.Value, plug.Identity.DiscoveryId?.Value }.OfType<string>())
            {
                byId[id] = plug;
            }
        }

        var continued = new Dictionary<PlugName, PlugRecord>();
        var claimed = new HashSet<PlugId>();
        void Claim(Func<PlugDefinition, PlugRecord?> before)
        {
            foreach (var listed in definition.Plugs.Where(listed => !continued.ContainsKey(listed.Name)))
            {
                if (before(listed) is { } record && claimed.Add(record.Id))
                {
                    continued[listed.Name] = record;
                }
            }
        }

        Claim(listed => listed.Mac is { } mac ? byMac.GetValueOrDefault(mac) : null);
        Claim(listed => listed.Id is { } id && byId.GetValueOrDefault(id) is { } same && MayBe(listed, same) ? same : null);
        Claim(listed => byName.GetValueOrDefault(listed.Name) is { } same && MayBe(listed, same) ? same : null);
        Claim(listed => listed is { Mac: null, Id: null, Host: { } host } ? FoundAt(state, host) : null);
        return continued;
    }

    private static bool MayBe(PlugDefinition listed, PlugRecord plug) =>
        listed.Mac is null || plug.Identity.Mac is null || plug.Identity.Mac == listed.Mac;

    /// <summary>The found plug at an address that a file lists: the same device, unless something is wrong there (then the address may be
    /// another's by now, and only a login can tell).</summary>
    private static PlugRecord? FoundAt(HouseState state, PlugAddress host) => state.Plugs.Values.FirstOrDefault(plug =>
        plug.Membership != Membership.Listed && plug.Problem is null && plug.Address is { } at && SightingDecision.IsAt(host, at));

    private static PlugId FreshId(HouseState state, HouseDefinition definition, PlugDefinition listed, ImmutableSortedDictionary<PlugId, PlugRecord>.Builder taken)
    {
        if (listed.Mac is { } mac)
        {
            return AdoptionDecision.IdOf(state, mac);
        }

        // A device that got another name goes on under the address made of its old one.
        var id = new PlugId($"{definition.Name.Value}.{listed.Name.Value}");
        return state.Plugs.ContainsKey(id) || taken.ContainsKey(id) ? new PlugId($"{id.Value}.{state.Revision}") : id;
    }

    private static PlugRecord Listed(HouseState state, HouseDefinition definition, PlugDefinition listed, PlugRecord? before, PlugId id, Instant at)
    {
        var revision = state.Revision;
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
            AddressOf(state, listed, before),
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
        return before is not null && SameAssignment(state.Definition, before, definition, record) ? record : record with { AssignmentRevision = revision };
    }

    /// <summary>What was learnt on the network is newer than what the file says, unless the file says it anew.</summary>
    private static PlugAddress? AddressOf(HouseState state, PlugDefinition listed, PlugRecord? before)
    {
        if (listed.Host is not { } host || before?.Address is not { } known)
        {
            return before?.Address ?? listed.Host;
        }

        var said = state.Definition?.Plugs.FirstOrDefault(plug => plug.Name == before.Name)?.Host;
        return host == said || (said is null && known.Host.Equals(host.Host)) ? known : host;
    }

    private static PlugRecord Unlisted(HouseState state, PlugRecord plug, HouseDefinition definition, HashSet<string> taken)
    {
        var account = definition.Accounts.Any(a => a.Name == plug.Account) ? plug.Account : definition.Accounts[0].Name;
        var changed = plug with { Press = definition.Press, Account = account };

        // The file's names win: a name that it gives to another device now is lost.
        var name = OutletNaming.Free(plug.Name.Value, taken);
        if (name != plug.Name.Value)
        {
            changed = changed with { Name = new PlugName(name), Outlets = OutletNaming.Renamed(plug, new PlugName(name)) };
        }

        taken.Add(name);
        return SameAssignment(state.Definition, plug, definition, changed) ? changed : changed with { AssignmentRevision = state.Revision };
    }

    private static bool SameAssignment(HouseDefinition? before, PlugRecord a, HouseDefinition after, PlugRecord b) =>
        before is not null && before.Name == after.Name && before.Discovery.Port == after.Discovery.Port && before.Updates == after.Updates
        && UsernameOf(before, a) == UsernameOf(after, b)
        && a.Name == b.Name && a.Identity == b.Identity && a.Account == b.Account && a.Address == b.Address && a.Press == b.Press
        && a.Outlets.Count == b.Outlets.Count
        && a.Outlets.Values.Zip(b.Outlets.Values).All(pair => pair.First.Slot == pair.Second.Slot && pair.First.DesiredRevision == pair.Second.DesiredRevision && pair.First.MaxOn == pair.Second.MaxOn);

    private static string? UsernameOf(HouseDefinition definition, PlugRecord plug) =>
        definition.Accounts.FirstOrDefault(account => account.Name == plug.Account)?.Username;

    private static ImmutableSortedDictionary<OutletSlot, OutletRecord> Outlets(PlugDefinition listed, PlugRecord? before, Instant at, long revision)
    {
        if (listed.Outlets.IsEmpty)
        {
            // A strip whose outlets nobody named keeps the names it was given when it showed them.
            var known = before?.Outlets.Values.Select(outlet => outlet with { Name = OutletNaming.NameOf(listed.Name, outlet.Slot, Part(outlet.Name)) })
                ?? [OutletNaming.Fresh(new OutletName(listed.Name.Value), OutletSlot.Whole, listed.Room, listed.Tags)];
            return known.ToImmutableSortedDictionary(
                outlet => outlet.Slot,
                outlet => (outlet with { Room = listed.Room, Tags = listed.Tags, MaxOn = listed.MaxOn }).WithBase(listed.Base, at, revision));
        }

        var named = listed.Outlets.ToImmutableSortedDictionary(
            outlet => outlet.Slot,
            outlet =>
            {
                var name = OutletNaming.NameOf(listed.Name, outlet.Slot, outlet.Name);
                var record = before?.Outlets.GetValueOrDefault(outlet.Slot) ?? OutletNaming.Fresh(name, outlet.Slot, null, []);
                return (record with { Name = name, Room = outlet.Room ?? listed.Room, Tags = [.. listed.Tags.Union(outlet.Tags, StringComparer.OrdinalIgnoreCase)], MaxOn = outlet.MaxOn ?? listed.MaxOn })
                    .WithBase(outlet.Base ?? listed.Base, at, revision);
            });

        // Outlets that the strip has shown and the file leaves out go on under the names they had.
        var taken = named.Values.Select(outlet => outlet.Name).ToHashSet();
        var unnamed = before?.Outlets.Values.Where(outlet => outlet.Slot != OutletSlot.Whole && !named.ContainsKey(outlet.Slot)) ?? [];
        return named.AddRange(unnamed.Select(outlet => KeyValuePair.Create(
            outlet.Slot,
            (outlet with { Name = Kept(listed.Name, outlet, taken, revision), Room = listed.Room, Tags = listed.Tags, MaxOn = listed.MaxOn }).WithBase(listed.Base, at, revision))).ToList());
    }

    // The file may have given its name to another outlet.
    private static OutletName Kept(PlugName plug, OutletRecord outlet, HashSet<OutletName> taken, long revision) =>
        new[] { Part(outlet.Name), outlet.Slot.ToString(), $"outlet-{outlet.Slot}", $"{Part(outlet.Name)}-{outlet.Slot}-{revision}" }
            .Select(part => OutletNaming.NameOf(plug, outlet.Slot, part))
            .First(taken.Add);

    private static string Part(OutletName name) => name.Value[(name.Value.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
