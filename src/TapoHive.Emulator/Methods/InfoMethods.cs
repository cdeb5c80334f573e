using System.Text;
using System.Text.Json.Nodes;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Hardware;

namespace TapoHive.Emulator.Methods;

/// <summary>What a plug says of itself: capabilities and <c>get_device_info</c> (PROTOCOL 5.2, 5.3).</summary>
internal static class InfoMethods
{
    private static readonly string _networkName = Convert.ToBase64String("TapoHive"u8);
    private static readonly string _zeros = new('0', 32);

    /// <summary>The methods of this subject.</summary>
    public static IEnumerable<PlugMethod> All { get; } =
    [
        new("component_nego", Audience.Both, static c => new JsonObject
        {
            ["component_list"] = Component.ToJson(c.IsChild ? c.Plug.Model.ChildComponents : c.Plug.Model.Components),
        }),
        new("qs_component_nego", Audience.Plug, SetupComponents),
        new("get_device_info", Audience.Both, static c => Describe(c.Plug, c.Target, c.Now)),
    ];

    /// <summary>The whole of <c>get_device_info</c>, for a plug, the parent of a strip (no outlet) or a child.</summary>
    public static JsonObject Describe(PlugDevice plug, Outlet? outlet, DateTimeOffset now)
    {
        var model = plug.Model;
        var isChild = model.IsStrip && outlet is not null;
        var json = new JsonObject
        {
            ["device_id"] = outlet?.Id ?? plug.Identity.DeviceId,
            ["fw_ver"] = model.Firmware,
            ["hw_ver"] = model.HardwareVersion,
            ["type"] = model.Family,
            ["model"] = model.Name,
            ["mac"] = isChild ? plug.Identity.Mac.ToString().Replace("-", "", StringComparison.Ordinal) : plug.Identity.Mac.ToString(),
            ["hw_id"] = plug.Identity.HardwareId,
            ["fw_id"] = _zeros,
            ["oem_id"] = plug.Identity.MakerId,
        };
        if (isChild)
        {
            AddChild(json, plug, outlet!);
        }
        else
        {
            AddNetwork(json, plug);
        }

        json["latitude"] = plug.Latitude;
        json["longitude"] = plug.Longitude;
        json["has_set_location_info"] = true;
        json["nickname"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(outlet?.Name ?? plug.Name));
        json["avatar"] = outlet?.Avatar ?? plug.Avatar;
        if (outlet is not null)
        {
            AddRelay(json, plug, outlet, now);
        }

        return json;
    }

    private static void AddNetwork(JsonObject json, PlugDevice plug)
    {
        var model = plug.Model;
        json["ip"] = plug.Address.ToString();
        json["ssid"] = _networkName;
        json["signal_level"] = 3;
        json["specs"] = model.Specs;
        if (model.ShowsLocation)
        {
            json["location"] = "";
        }

        if (!model.FirstGeneration)
        {
            json["rssi"] = -45;
            json["time_diff"] = plug.MinutesFromUtc;
            json["lang"] = "en_US";
            json["region"] = plug.Region;
        }
    }

    private static void AddChild(JsonObject json, PlugDevice plug, Outlet outlet)
    {
        json["category"] = "plug.powerstrip.sub-plug";
        json["original_device_id"] = plug.Identity.DeviceId;
        json["position"] = outlet.Slot.Number;
        json["slot_number"] = plug.Outlets.Length;
        json["bind_count"] = 1;
        json["status_follow_edge"] = true;
        json["region"] = plug.Region;
        if (plug.Model.ShowsUsb)
        {
            json["is_usb"] = false;
        }
    }

    private static void AddRelay(JsonObject json, PlugDevice plug, Outlet outlet, DateTimeOffset now)
    {
        var model = plug.Model;
        json["device_on"] = outlet.IsOn;
        json["on_time"] = outlet.OnSecondsAt(now);
        if (model.FirstGeneration)
        {
            AddFirstGenerationUsage(json, plug, outlet, now);
        }

        if (model.OutletHas("default_states"))
        {
            json["default_states"] = DefaultStates(outlet, model.IsStrip);
        }

        if (model.OutletHas("auto_off"))
        {
            var remaining = outlet.AutoOffSecondsAt(now);
            json["auto_off_status"] = remaining > 0 ? "on" : "off";
            json["auto_off_remain_time"] = remaining;
        }

        _ = model.Overheating switch
        {
            Overheating.Flag => json["overheated"] = false,
            Overheating.Status => json["overheat_status"] = "normal",
            _ => null,
        };
        if (model.OutletHas("power_protection"))
        {
            json["power_protection_status"] = outlet.IsOverloaded ? "overloaded" : "normal";
        }

        if (model.OutletHas("current_protection"))
        {
            json["overcurrent_status"] = "normal";
        }

        if (model.ShowsLimit)
        {
            json["protection_enabled"] = outlet.Limit.Enabled;
            json["protection_power"] = outlet.Limit.Watts;
        }

        if (model.OutletHas("charging_protection"))
        {
            json["charging_status"] = "normal";
        }
    }

    private static void AddFirstGenerationUsage(JsonObject json, PlugDevice plug, Outlet outlet, DateTimeOffset now)
    {
        var usage = new Usage(plug, outlet, now);
        json["time_usage_today"] = usage.Today.Minutes;
        json["time_usage_past7"] = usage.Past7.Minutes;
        json["time_usage_past30"] = usage.Past30.Minutes;
    }

    // A child leaves the empty state out; a plug shows it (PROTOCOL 5.3).
    private static JsonObject DefaultStates(Outlet outlet, bool isChild)
    {
        var json = new JsonObject { ["type"] = outlet.DefaultState is null ? "last_states" : "custom" };
        if (outlet.DefaultState is { } on)
        {
            json["state"] = new JsonObject { ["on"] = on };
        }
        else if (!isChild)
        {
            json["state"] = new JsonObject();
        }

        return json;
    }

    private static Answer SetupComponents(Call call)
    {
        var model = call.Plug.Model;
        var extra = new JsonObject { ["device_type"] = model.Family, ["device_model"] = model.Name };
        if (model.Transport is not Transport.Aes)
        {
            extra["is_klap"] = true;
        }

        return new JsonObject { ["component_list"] = Component.ToJson(model.SetupComponents), ["extra_info"] = extra };
    }
}
