using System.Text.Json;
using System.Text.Json.Nodes;
using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary>
/// The older Kasa family's dialect, <c>{"module":{"command":{}}}</c> (PROTOCOL 1.5), as far as reading, switching, naming and the clock go. Such
/// plugs speak it over KLAP v1. A module that they do not have fails as a whole, a command that a module does not have by itself.
/// </summary>
internal static class LegacyDialect
{
    private const int NoSuchModule = -1;
    private const int NoSuchCommand = -2;
    private const int WrongParameters = -3;

    // What the family calls UTC in its list of time zones.
    private const int UtcZone = 38;

    /// <summary>Answers each command of each module.</summary>
    public static JsonObject Answer(PlugDevice plug, JsonElement request, DateTimeOffset now, WriteFate fate, SeenMethod seen)
    {
        var answer = new JsonObject();
        foreach (var module in request.EnumerateObject())
        {
            var answers = new JsonObject();
            var isKnown = module.Name is "system" or "time";
            if (module.Value.ValueKind is JsonValueKind.Object)
            {
                foreach (var command in module.Value.EnumerateObject())
                {
                    var result = isKnown ? Command(plug, $"{module.Name}.{command.Name}", command.Value, now, fate) : Code(NoSuchModule);
                    seen($"{module.Name}.{command.Name}", plug.Outlets[0].Slot, (int?)result["err_code"] ?? 0);
                    answers[command.Name] = result;
                }
            }

            answer[module.Name] = isKnown ? answers : Refused(NoSuchModule, "module not support");
        }

        return answer;
    }

    /// <summary>Whether a command changes something.</summary>
    public static bool IsWrite(string name) => name is "system.set_relay_state" or "system.set_dev_alias" or "system.set_led_off" or "system.reboot";

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
                return Number(parameters, "state") is { } state and (0 or 1) ? Write(at => plug.Outlets[0].Move(state == 1, MovementCause.Command, at)) : Code(WrongParameters);
            case "system.set_dev_alias":
                return Text(parameters, "alias") is { } alias ? Write(_ => plug.Name = plug.Outlets[0].Name = alias) : Code(WrongParameters);
            case "system.set_led_off":
                return Number(parameters, "off") is { } off and (0 or 1)
                    ? Write(_ => plug.Led = plug.Led with { Rule = off == 1 ? "never" : "always" })
                    : Code(WrongParameters);
            case "time.get_time":
                var shown = plug.ShownTime(now).UtcDateTime;
                return new JsonObject
                {
                    ["year"] = shown.Year,
                    ["month"] = shown.Month,
                    ["mday"] = shown.Day,
                    ["hour"] = shown.Hour,
                    ["min"] = shown.Minute,
                    ["sec"] = shown.Second,
                    ["err_code"] = 0,
                };
            case "time.get_timezone":
                return new JsonObject { ["index"] = UtcZone, ["err_code"] = 0 };
            case "system.reboot":
                var delay = TimeSpan.FromSeconds(Number(parameters, "delay") ?? 1);
                return Write(_ => plug.RebootAsked = delay);
            default:
                return Refused(NoSuchCommand, "member not support");
        }

        JsonObject Write(Action<DateTimeOffset> act)
        {
            switch (fate)
            {
                case WriteFate.Ignore:
                    break;
                case WriteFate.Postpone(var by):
                    plug.Defer(now + by, act);
                    break;
                default:
                    act(now);
                    break;
            }

            return Code(0);
        }
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
            ["led_off"] = plug.Led.Rule == "never" ? 1 : 0,
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

    private static string? Text(JsonElement parameters, string name) =>
        parameters.ValueKind is JsonValueKind.Object && parameters.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString() : null;

    private static JsonObject Refused(int code, string message) => new() { ["err_code"] = code, ["err_msg"] = message };

    private static JsonObject Code(int code) => new() { ["err_code"] = code };
}
