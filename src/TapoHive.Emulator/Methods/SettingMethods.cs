using System.Text.Json;
using System.Text.Json.Nodes;
using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary>Time, light, updates, cloud, network: what belongs to the plug as a whole (PROTOCOL 5.5, 5.9).</summary>
internal static class SettingMethods
{
    /// <summary>The methods of this subject.</summary>
    public static IEnumerable<PlugMethod> All { get; } =
    [
        new("get_device_time", Audience.Plug, GetTime),
        new("set_device_time", Audience.Plug, SetTime) { Writes = true },
        new("get_led_info", Audience.Plug, GetLed) { Component = "led" },
        new("set_led_info", Audience.Plug, SetLed) { Component = "led", Writes = true },
        new("get_auto_update_info", Audience.Plug, GetAutoUpdate) { KnownTo = static m => m.Name is not "P100" },
        new("set_auto_update_info", Audience.Plug, SetAutoUpdate) { KnownTo = static m => m.Name is not "P100", Writes = true },
        new("get_latest_fw", Audience.Plug, GetLatestFirmware) { Component = "firmware" },
        new("get_fw_download_state", Audience.Plug, GetDownloadState) { Component = "firmware" },
        new("get_connect_cloud_state", Audience.Both, static c => new JsonObject { ["status"] = c.Plug.Model.FirstGeneration ? -1001 : 0 }),
        new("get_wireless_scan_info", Audience.Plug, static _ => new JsonObject
        {
            ["ap_list"] = new JsonArray(),
            ["start_index"] = 0,
            ["sum"] = 0,
            ["wep_supported"] = false,
        }) { Component = "wireless" },
        new("get_inherit_info", Audience.Plug, static _ => new JsonObject { ["inherit_status"] = false }) { KnownTo = static m => m.Name is not "P100" },
        new("get_matter_setup_info", Audience.Plug, GetMatter) { Component = "matter" },
        new("get_homekit_info", Audience.Plug, GetHomeKit) { Component = "homekit" },
        new("device_reboot", Audience.Plug, Reboot) { Writes = true },
    ];

    private static Answer GetTime(Call call) => new JsonObject
    {
        ["region"] = call.Plug.Region,
        ["time_diff"] = call.Plug.MinutesFromUtc,
        ["timestamp"] = call.Plug.ShownTime(call.Now).ToUnixTimeSeconds(),
    };

    private static Answer SetTime(Call call)
    {
        var wrong = false;
        var timestamp = call.LongNumber("timestamp", ref wrong);
        var minutes = call.Number("time_diff", ref wrong);
        var region = call.Text("region", ref wrong);
        if (wrong || timestamp is null or < 0 or > uint.MaxValue || minutes is < -14 * 60 or > 14 * 60)
        {
            return ErrorCode.ParametersWrong;
        }

        call.Plug.ClockError = DateTimeOffset.FromUnixTimeSeconds(timestamp.Value) - call.Now;
        call.Plug.MinutesFromUtc = minutes ?? call.Plug.MinutesFromUtc;
        call.Plug.Region = region ?? call.Plug.Region;
        return Answer.Done;
    }

    private static Answer GetLed(Call call)
    {
        var led = call.Plug.Led;

        // "Always" is while a relay is closed: recorded of all generations.
        var lit = led.Rule != "never" && call.Plug.Outlets.Any(static o => o.IsOn);
        var json = new JsonObject { ["led_rule"] = led.Rule, ["led_status"] = lit };
        if (call.Plug.Model.Has("device_local_time"))
        {
            json["night_mode"] = led.Night.DeepClone();
        }

        if (call.Plug.Model.HasLightBrightness)
        {
            json["bri_config"] = new JsonObject { ["bri_type"] = "overall", ["overall_bri"] = 50 };
        }

        return json;
    }

    private static Answer SetLed(Call call)
    {
        var wrong = false;
        var rule = call.Text("led_rule", ref wrong);
        var night = call.Object("night_mode", ref wrong);
        if (wrong || (rule is null && night is null) || (rule is not null && !Led.Rules.Contains(rule, StringComparer.Ordinal)))
        {
            return ErrorCode.ParametersWrong;
        }

        var led = call.Plug.Led;
        call.Plug.Led = new Led(rule ?? led.Rule, night is { } given ? JsonObject.Create(given.Clone())! : led.Night);
        return Answer.Done;
    }

    private static Answer GetAutoUpdate(Call call) => new JsonObject
    {
        ["enable"] = call.Plug.AutoUpdate.Enabled,
        ["random_range"] = call.Plug.AutoUpdate.Range,
        ["time"] = call.Plug.AutoUpdate.Time,
    };

    private static Answer SetAutoUpdate(Call call)
    {
        var wrong = false;
        var enable = call.Flag("enable", ref wrong);
        var time = call.Number("time", ref wrong);
        var range = call.Number("random_range", ref wrong);
        if (wrong || enable is null || time is < 0 or > 1439 || range is < 0)
        {
            return ErrorCode.ParametersWrong;
        }

        var now = call.Plug.AutoUpdate;
        call.Plug.AutoUpdate = (enable.Value, time ?? now.Time, range ?? now.Range);
        return Answer.Done;
    }

    private static Answer GetLatestFirmware(Call call) => new JsonObject
    {
        ["type"] = 0,
        ["fw_size"] = 0,
        ["fw_ver"] = call.Plug.Model.Firmware,
        ["hw_id"] = "",
        ["oem_id"] = "",
        ["need_to_upgrade"] = false,
        ["release_date"] = "",
        ["release_note"] = "",
    };

    private static Answer GetDownloadState(Call call)
    {
        var later = call.Plug.Model.Has("device_local_time");
        var json = new JsonObject
        {
            ["status"] = 0,
            ["download_progress"] = 0,
            ["reboot_time"] = later ? 5 : 10,
            ["upgrade_time"] = later ? 5 : 0,
        };
        if (later)
        {
            json["auto_upgrade"] = false;
        }

        return json;
    }

    // Codes by which such a plug is taken into another system; these belong to none.
    private static Answer GetMatter(Call call) => new JsonObject
    {
        ["setup_code"] = Digits(call, 11),
        ["setup_payload"] = $"MT:{call.Plug.Identity.HardwareId[..19]}",
    };

    private static Answer GetHomeKit(Call call)
    {
        var code = Digits(call, 8);
        return new JsonObject
        {
            ["mfi_setup_code"] = $"{code[..3]}-{code[3..5]}-{code[5..]}",
            ["mfi_setup_id"] = call.Plug.Identity.HardwareId[..4],
            ["mfi_token_token"] = "",
            ["mfi_token_uuid"] = "00000000-0000-0000-0000-000000000000",
        };
    }

    private static string Digits(Call call, int count) =>
        string.Concat(call.Plug.Identity.DeviceId.Take(count).Select(static c => (char)('0' + (c % 10))));

    private static Answer Reboot(Call call)
    {
        var wrong = false;
        var delay = call.Number("delay", ref wrong) ?? 0;
        if (wrong || delay is < 0 or > 3600 || call.Parameters.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
        {
            return ErrorCode.ParametersWrong;
        }

        call.Plug.RebootAsked = TimeSpan.FromSeconds(delay);
        return Answer.Done;
    }
}
