using System.Collections.Immutable;
using TapoHive.Domain.Plugs;

namespace TapoHive.Emulator.Hardware;

/// <summary>The plugs that can be emulated (PROTOCOL 5.2, 5.3). Build numbers are made up; version numbers are those of real firmware.</summary>
internal static class PlugModels
{
    private const string Basics =
        "device:2 firmware:2 quick_setup:3 time wireless schedule:2 countdown:2 antitheft account synchronize sunrise_sunset led " +
        "cloud_connect iot_cloud device_local_time default_states";

    private const string ChildBasics =
        "device:2 quick_setup:3 time device_local_time schedule:2 countdown:2 antitheft account synchronize sunrise_sunset " +
        "cloud_connect iot_cloud firmware:2 default_states";

    private const string Setup = "quick_setup:3 sunrise_sunset iot_cloud inherit firmware:2";
    private const string SetupByBluetooth = "quick_setup:3 sunrise_sunset ble_whole_setup iot_cloud inherit firmware:2";

    /// <summary>The oldest P100: login v1, no batches, few fields.</summary>
    public static PlugModel P100First { get; } = new()
    {
        Name = "P100",
        DiscoveryName = "P100",
        Transport = Transport.Aes,
        LoginVersion = 1,
        Firmware = "1.1.3 Build 20191101 Rel. 10001",
        HardwareVersion = "1.0.0",
        Components = Parse("device firmware quick_setup time wireless schedule countdown antitheft account synchronize sunrise_sunset led cloud_connect"),
        SetupComponents = Parse("quick_setup sunrise_sunset"),
        FirstGeneration = true,
        ShowsLocation = true,
        RefusesBatches = true,
        ClosesConnections = true,
        ShowsSetup = false,
    };

    /// <summary>A later P100 that still speaks AES: login v2.</summary>
    public static PlugModel P100Second { get; } = P100First with
    {
        LoginVersion = 2,
        Firmware = "1.3.7 Build 20230701 Rel. 10002",
        Components = Parse(
            "device:2 firmware quick_setup:3 time wireless schedule:2 countdown:2 antitheft account synchronize sunrise_sunset led " +
            "cloud_connect iot_cloud default_states"),
        SetupComponents = Parse("quick_setup:3 ble_whole_setup iot_cloud sunrise_sunset"),
        FirstGeneration = false,
        RefusesBatches = false,
        StopsBatchAtError = true,
    };

    /// <summary>The P100 that the automatic update moves to KLAP.</summary>
    public static PlugModel P100Klap { get; } = P100Second with { Transport = Transport.Klap, Firmware = "1.4.0 Build 20231001 Rel. 10003" };

    /// <summary>A P105.</summary>
    public static PlugModel P105 { get; } = new()
    {
        Name = "P105",
        DiscoveryName = "P105(EU)",
        Transport = Transport.Klap,
        Firmware = "1.2.5 Build 240401 Rel.100004",
        Components = Parse(Basics + " auto_off:2 localSmart"),
        SetupComponents = Parse(SetupByBluetooth),
        ShowsProtocolVersion = true,
    };

    /// <summary>A P110 with newer firmware: <c>get_emeter_data</c>, <c>overheat_status</c>, charging protection.</summary>
    public static PlugModel P110 { get; } = new()
    {
        Name = "P110",
        DiscoveryName = "P110(UK)",
        Transport = Transport.Klap,
        Firmware = "1.3.1 Build 240601 Rel.100005",
        Components = Parse(
            Basics + " auto_off:2 localSmart energy_monitoring:2 power_protection charging_protection:2 current_protection"),
        SetupComponents = Parse(Setup),
        Overheating = Overheating.Status,
        HasMeterData = true,
        HasLightBrightness = true,
        ShowsProtocolVersion = true,
        MaxPower = 3379,
    };

    /// <summary>A P110 one firmware earlier: no <c>get_emeter_data</c>, <c>overheated</c>.</summary>
    public static PlugModel P110Earlier { get; } = P110 with
    {
        Firmware = "1.3.0 Build 230901 Rel.100006",
        Components = Parse(Basics + " auto_off:2 localSmart energy_monitoring:2 power_protection current_protection"),
        Overheating = Overheating.Flag,
        HasMeterData = false,
        HasLightBrightness = false,
        ShowsProtocolVersion = false,
    };

    /// <summary>A P115.</summary>
    public static PlugModel P115 { get; } = P110Earlier with
    {
        Name = "P115",
        DiscoveryName = "P115(EU)",
        Firmware = "1.2.3 Build 230401 Rel.100007",
        Components = Parse(Basics + " auto_off:2 energy_monitoring:2 power_protection"),
        MaxPower = 3895,
    };

    /// <summary>A strip of three, whose lists begin with the third.</summary>
    public static PlugModel P300 { get; } = new()
    {
        Name = "P300",
        DiscoveryName = "P300(EU)",
        Transport = Transport.Klap,
        Firmware = "1.0.15 Build 231101 Rel.100008",
        Components = Parse(Basics + " control_child:2 child_device:2 auto_off:2 homekit:2 overheat_protection"),
        ChildComponents = Parse(ChildBasics + " overheat_protection auto_off:2"),
        SetupComponents = Parse(SetupByBluetooth + " control_child:2 child_device:2"),
        ListOrder = [3, 2, 1],
        Overheating = Overheating.Status,
    };

    /// <summary>A strip of four with a meter at each socket.</summary>
    public static PlugModel P304M { get; } = P300 with
    {
        Name = "P304M",
        DiscoveryName = "P304M(UK)",
        Firmware = "1.0.3 Build 240601 Rel.100009",
        Components = Parse(
            Basics + " control_child:2 child_device:2 localSmart auto_off:2 matter:2 overheat_protection energy_monitoring:2 " +
            "current_protection power_protection charging_protection:2"),
        ChildComponents = Parse(
            ChildBasics + " localSmart overheat_protection auto_off:2 energy_monitoring:2 current_protection power_protection charging_protection:2"),
        SetupComponents = Parse("quick_setup:3 sunrise_sunset ble_whole_setup matter:2 iot_cloud inherit firmware:2 control_child:2 child_device:2"),
        ListOrder = [1, 2, 3, 4],
        ShowsPowerInUsage = false,
        ShowsUsb = true,
        ShowsLimit = true,
        HasLightBrightness = true,
        MaxPower = 3252,
    };

    /// <summary>A Kasa plug on KLAP v1: the family's own dialect (<c>system.get_sysinfo</c>), and the Tapo methods as well.</summary>
    public static PlugModel HS100 { get; } = new()
    {
        Name = "HS100",
        DiscoveryName = "HS100(UK)",
        Family = "IOT.SMARTPLUGSWITCH",
        Transport = Transport.Klap1,
        Firmware = "1.1.0 Build 200701 Rel.100010",
        HardwareVersion = "4.1",
        Components = Parse("device firmware time wireless schedule countdown antitheft led cloud_connect"),
        SetupComponents = Parse("quick_setup"),
        ShowsSetup = false,
    };

    /// <summary>A P110M of late 2025, which speaks TPAP.</summary>
    public static PlugModel P110M { get; } = P110 with
    {
        Name = "P110M",
        DiscoveryName = "P110M(EU)",
        Transport = Transport.Tpap,
        KnowsTpap = true,
        Firmware = "1.4.0 Build 251001 Rel.100011",
        Components = Parse(
            Basics + " auto_off:2 localSmart energy_monitoring:2 power_protection charging_protection:2 current_protection matter:2"),
        SetupComponents = Parse(SetupByBluetooth + " matter:2"),
        MaxPower = 3680,
    };

    /// <summary>A P115 of late 2025.</summary>
    public static PlugModel P115Tpap { get; } = P115 with
    {
        Transport = Transport.Tpap,
        KnowsTpap = true,
        Firmware = "1.4.6 Build 251101 Rel.100012",
        ShowsProtocolVersion = true,
    };

    /// <summary>A P105 of late 2025.</summary>
    public static PlugModel P105Tpap { get; } = P105 with { Transport = Transport.Tpap, KnowsTpap = true, Firmware = "1.4.6 Build 251101 Rel.100013" };

    /// <summary>A strip of four of late 2025.</summary>
    public static PlugModel P304MTpap { get; } = P304M with
    {
        Transport = Transport.Tpap,
        KnowsTpap = true,
        Firmware = "1.2.0 Build 251101 Rel.100014",
        ShowsProtocolVersion = true,
    };

    /// <summary>Every model by the name people use for it.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<PlugModel>> ByName { get; } =
        new Dictionary<string, ImmutableArray<PlugModel>>(StringComparer.OrdinalIgnoreCase)
        {
            ["aes"] = [P100First, P100Second],
            ["klap"] = [P110, P105, P115, P110Earlier],
            ["klap1"] = [HS100],
            ["tpap"] = [P110M, P115Tpap, P105Tpap],
            ["tpap-strip"] = [P304MTpap],
            ["strip"] = [P300, P304M],
            ["p100"] = [P100First, P100Second, P100Klap],
            ["p105"] = [P105],
            ["p110"] = [P110, P110Earlier],
            ["p110m"] = [P110M],
            ["p115"] = [P115],
            ["p300"] = [P300],
            ["p304m"] = [P304M],
            ["hs100"] = [HS100],
        }.ToImmutableSortedDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a model becomes when an update changes the protocol it speaks.</summary>
    public static PlugModel Updated(PlugModel model, Transport to) => to switch
    {
        Transport.Klap when model.Name is "P100" => P100Klap with { KnowsTpap = model.KnowsTpap },
        Transport.Aes or Transport.Klap or Transport.Klap1 => model with { Transport = to, LoginVersion = 2 },
        Transport.Tpap => model with { Transport = to, LoginVersion = 2, KnowsTpap = true },
        _ => throw new ArgumentOutOfRangeException(nameof(to), to, "Not a protocol."),
    };

    private static ImmutableArray<Component> Parse(string text) => [.. Component.List(text)];
}
