using System.Text.Json.Nodes;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Hardware;

namespace TapoHive.Emulator.Methods;

/// <summary>The lists of a strip's children: paged, and not in the order of their positions (PROTOCOL 5.1).</summary>
internal static class ChildMethods
{
    private const int PageSize = 10;

    /// <summary>The methods of this subject.</summary>
    public static IEnumerable<PlugMethod> All { get; } =
    [
        new("get_child_device_list", Audience.Plug, static c => Page(c, "child_device_list", InfoMethods.Describe))
        {
            KnownTo = static m => m.IsStrip,
        },
        new("get_child_device_component_list", Audience.Plug, static c => Page(c, "child_component_list", Components))
        {
            KnownTo = static m => m.IsStrip,
        },
    ];

    private static Answer Page(Call call, string name, Func<PlugDevice, Outlet, DateTimeOffset, JsonObject> describe)
    {
        var wrong = false;
        var start = call.Number("start_index", ref wrong) ?? 0;
        if (wrong || start < 0)
        {
            return ErrorCode.ParametersWrong;
        }

        return new JsonObject
        {
            [name] = new JsonArray([.. call.Plug.Listed().Skip(start).Take(PageSize).Select(o => (JsonNode)describe(call.Plug, o, call.Now))]),
            ["start_index"] = start,
            ["sum"] = call.Plug.Outlets.Length,
        };
    }

    private static JsonObject Components(PlugDevice plug, Outlet outlet, DateTimeOffset now) => new()
    {
        ["device_id"] = outlet.Id,
        ["component_list"] = Component.ToJson(plug.Model.ChildComponents),
    };
}
