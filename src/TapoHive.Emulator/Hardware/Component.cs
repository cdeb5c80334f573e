using System.Text.Json.Nodes;

namespace TapoHive.Emulator.Hardware;

/// <summary>One capability a plug declares in <c>component_nego</c> (PROTOCOL 5.2).</summary>
/// <param name="Id">Its name on the wire, such as <c>energy_monitoring</c>.</param>
/// <param name="Version">Its <c>ver_code</c>.</param>
internal readonly record struct Component(string Id, int Version)
{
    /// <summary>Reads <c>"device:2 firmware:1 led"</c>; a name alone is version 1.</summary>
    public static Component[] List(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(One)];

    /// <summary>The wire form of a list of components.</summary>
    public static JsonArray ToJson(IEnumerable<Component> components) =>
        [.. components.Select(static c => (JsonNode)new JsonObject { ["id"] = c.Id, ["ver_code"] = c.Version })];

    private static Component One(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new Component(text, 1)
            : new Component(text[..colon], int.Parse(text.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture));
    }
}
