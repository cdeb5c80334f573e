using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Plans;

/// <summary>What a house is, as a definition: the applied file, with the plugs that were adopted and what was learnt of the others.
/// A file that says this changes nothing when it is applied.</summary>
public static class HouseExport
{
    /// <summary>The definition; absent where no file was ever applied.</summary>
    public static HouseDefinition? Of(HouseState state)
    {
        if (state.Definition is not { } definition)
        {
            return null;
        }

        var listed = definition.Plugs.ToDictionary(static plug => plug.Name);
        var records = state.Plugs.Values.Where(static plug => plug.Membership != Membership.Found).DistinctBy(static plug => plug.Name).ToDictionary(static plug => plug.Name);
        return definition with
        {
            Plugs =
            [
                .. definition.Plugs.Select(plug => records.TryGetValue(plug.Name, out var record) ? Of(record, plug) : plug),
                .. records.Values.Where(record => !listed.ContainsKey(record.Name)).OrderBy(static record => record.Name.Value, StringComparer.Ordinal).Select(Adopted),
            ],
        };
    }

    /// <summary>One plug: as its file says, and what the plug itself has told since.</summary>
    internal static PlugDefinition Of(PlugRecord record, PlugDefinition listed) => listed with
    {
        Mac = listed.Mac ?? record.Identity.Mac,
        Outlets = [.. record.Outlets.Values.Where(static outlet => outlet.Slot != OutletSlot.Whole)
            .Select(outlet => listed.Outlets.FirstOrDefault(named => named.Slot == outlet.Slot)
                ?? new OutletDefinition(Part(outlet.Name), outlet.Slot, null, [], null))],
    };

    /// <summary>One plug that no file lists.</summary>
    internal static PlugDefinition Adopted(PlugRecord record) => new(
        record.Name,
        record.Identity.Mac,
        record.Identity.Mac is null ? record.Identity.DeviceId?.Value : null,
        null,
        record.Account,
        record.Room,
        record.Tags,
        record.Protection,
        record.Outlets.GetValueOrDefault(OutletSlot.Whole)?.Intents.Base?.Wanted,
        null,
        [.. record.Outlets.Values.Where(static outlet => outlet.Slot != OutletSlot.Whole).Select(outlet => new OutletDefinition(
            Part(outlet.Name),
            outlet.Slot,
            outlet.Room == record.Room ? null : outlet.Room,
            [.. outlet.Tags.Except(record.Tags, StringComparer.OrdinalIgnoreCase)],
            outlet.Intents.Base?.Wanted))]);

    private static string Part(OutletName name) => name.Value[(name.Value.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
