using System.Text.Json;
using System.Text.Json.Nodes;
using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary>
/// The older Kasa family's dialect, <c>{"module":{"command":{}}}</c> (PROTOCOL 1.5), as far as reading, switching and naming go. Such
/// plugs speak it over KLAP v1.
/// </summary>
internal static class LegacyDialect
{
    /// <summary>Answers each command of each module.</summary>
    public static JsonObject Answer(PlugDevice plug, JsonElement request, DateTimeOffset now, WriteFate fate, SeenMethod seen)
    {
        var answer = new JsonObject();
        foreach (var module in request.EnumerateObject())
        {
            var answers = new JsonObject();
            if (module.Value.ValueKind is JsonValueKind.Object)
            {
                foreach (var command in module.Value.EnumerateObject())
                {
                    var result = Command(plug, $"{module.Name}.{command.Name}", command.Value, now, fate);
                    seen($"{module.Name}.{command.Name}", plug.Outlets[0].Slot, (int?)result["err_code"] ?? 0);
                    answers[command.Name] = result;
                }
            }

            answer[module.Name] = answers;
        }

        return answer;
    }

    /// <summary>The commands in a request as <c>module.command</c>.</summary>
    public static IEnumerable<string> Names(JsonElement request) =>
        from module in request.EnumerateObject()
        where module.Value.ValueKind is JsonValueKind.Object
        from command in module.Value.EnumerateObject()
        select $"{module.Name}.{command.Name}";

    private static JsonObject Command(PlugDevice plug, string name, JsonElement parameters, DateTimeOffset now, WriteFate fate)
    {
        switch (name)
        {
            case "system.get_sysinfo":
                return SystemInfo(plug, now);
            case "system.set_relay_state":
                return Number(parameters, "state") is { } state and (0 or 1) ? Switch(plug, state == 1, now, fate) : Code(-3);
            case "system.set_dev_alias":
                if (parameters.ValueKind is JsonValueKind.Object && parameters.TryGetProperty("alias", out var alias) && alias.ValueKind is JsonValueKind.String)
                {
                    plug.Name = plug.Outlets[0].Name = alias.GetString()!;
                    return Code(0);
                }

                return Code(-3);
            case "system.reboot":
                plug.RebootAsked = TimeSpan.FromSeconds(Number(parameters, "delay") ?? 1);
                return Code(0);
            default:
                return new JsonObject { ["err_code"] = -1, ["err_msg"] = "module not support" };
        }
    }

    private static JsonObject Switch(PlugDevice plug, bool on, DateTimeOffset now, WriteFate fate)
    {
        var outlet = plug.Outlets[0];
        switch (fate)
        {
            case WriteFate.Ignore:
                break;
            case WriteFate.Postpone(var by):
                plug.Defer(now + by, at => outlet.Move(on, MovementCause.Command, at));
                break;
            default:
                outlet.Move(on, MovementCause.Command, now);
                break;
        }

        return Code(0);
    }

    private static JsonObject SystemInfo(PlugDevice plug, DateTimeOffset now)
    {
        var outlet = plug.Outlets[0];
        return new JsonObject
        {
            ["sw_ver"] = plug.Model.Firmware,
            ["hw_ver"] = plug.Model.HardwareVersion,
            ["model"] = plug.Model.DiscoveryName,
            ["deviceId"] = plug.Identity.DeviceId,
            ["oemId"] = plug.Identity.MakerId,
            ["hwId"] = plug.Identity.HardwareId,
            ["rssi"] = -45,
            ["latitude_i"] = plug.Latitude,
            ["longitude_i"] = plug.Longitude,
            ["alias"] = plug.Name,
            ["status"] = "new",
            ["obd_src"] = "tplink",
            ["mic_type"] = plug.Model.Family,
            ["feature"] = "TIM",
            ["mac"] = plug.Identity.Mac.ToString().Replace('-', ':'),
            ["updating"] = 0,
            ["led_off"] = 0,
            ["relay_state"] = outlet.IsOn ? 1 : 0,
            ["on_time"] = outlet.OnSecondsAt(now),
            ["icon_hash"] = "",
            ["dev_name"] = "Smart Wi-Fi Plug",
            ["active_mode"] = "none",
            ["next_action"] = new JsonObject { ["type"] = -1 },
            ["err_code"] = 0,
        };
    }

    private static int? Number(JsonElement parameters, string name) =>
        parameters.ValueKind is JsonValueKind.Object && parameters.TryGetProperty(name, out var value)
            && value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static JsonObject Code(int code) => new() { ["err_code"] = code };
}
