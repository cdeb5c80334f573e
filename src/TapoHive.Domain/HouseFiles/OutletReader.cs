using System.Collections.Immutable;
using System.Globalization;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads the <c>outlets</c> of a strip: <c>monitor = 1</c>, or <c>monitor { index = 1, tags = [ screen ] }</c>.</summary>
internal static class OutletReader
{
    private const int MostOutlets = 8;
    private const string Example = "outlets { monitor = 1, printer = 2 }";

    public static ImmutableArray<OutletDefinition> Read(Section plug, string plugName)
    {
        if (plug.Find("outlets")?.Fields(keys: null, Example) is not { } section)
        {
            return [];
        }

        var positions = new Claims("index", "outlet");
        var outlets = new List<OutletDefinition>();
        foreach (var entry in section.Entries)
        {
            if (Outlet(entry, plugName, positions) is { } outlet)
            {
                outlets.Add(outlet);
            }
        }

        return [.. outlets];
    }

    private static OutletDefinition? Outlet(Entry entry, string plugName, Claims positions)
    {
        NameRules.IsName(entry, "an outlet");
        if (entry.Value is not HoconObject)
        {
            return Slot(entry, plugName, entry.Key, positions) is { } simple
                ? new OutletDefinition(entry.Key, simple, null, [], null)
                : null;
        }

        if (entry.Fields(SectionKeys.Outlet, Example) is not { } section)
        {
            return null;
        }

        if (section.Find("index") is not { } index)
        {
            section.Missing(
                "index", $"nothing says which relay outlet '{plugName}.{entry.Key}' is",
                "Give it an index: the position on the strip, counted from 1");
            return null;
        }

        var room = section.Find("room") is { } written ? NameRules.Name(written, "a room") : null;
        var tags = PlugWords.Tags(section);
        var wanted = PlugWords.Base(section);
        var most = SafetyReader.MaxOn(section);
        return Slot(index, plugName, entry.Key, positions) is { } slot ? new OutletDefinition(entry.Key, slot, room, tags, wanted, most) : null;
    }

    private static OutletSlot? Slot(Entry entry, string plugName, string outlet, Claims positions)
    {
        if (entry.Text("the position of an outlet", $"Write {Example}") is not { } text)
        {
            return null;
        }

        if (!entry.Value.AsLong(1, MostOutlets).TryGet(out var number, out _))
        {
            entry.Error(
                $"{SecretShield.Shown(text)} is no position on a strip",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Outlets count from 1, and no strip has more than {MostOutlets}: write {HoconSyntax.Key(outlet)} = 1"));
            return null;
        }

        positions.Claim(entry, number.ToString(CultureInfo.InvariantCulture), $"{plugName}.{outlet}");
        return new OutletSlot((int)number);
    }
}
