namespace TapoHive.Protocol.Methods;

/// <summary>The methods that are spoken here (PROTOCOL 5).</summary>
public static class MethodNames
{
    /// <summary>Several calls in one.</summary>
    public const string MultipleRequest = "multipleRequest";

    /// <summary>A call to one socket of a strip.</summary>
    public const string ControlChild = "control_child";

    /// <summary>The capability list.</summary>
    public const string ComponentNego = "component_nego";

    /// <summary>Identity and state.</summary>
    public const string GetDeviceInfo = "get_device_info";

    /// <summary>Sets any part of the state, the relay among them.</summary>
    public const string SetDeviceInfo = "set_device_info";

    /// <summary>The sockets of a strip, in pages.</summary>
    public const string GetChildDeviceList = "get_child_device_list";

    /// <summary>The capability lists of the sockets, in pages.</summary>
    public const string GetChildDeviceComponentList = "get_child_device_component_list";

    /// <summary>The device's clock.</summary>
    public const string GetDeviceTime = "get_device_time";

    /// <summary>Sets the device's clock.</summary>
    public const string SetDeviceTime = "set_device_time";

    /// <summary>Running times and energy over days.</summary>
    public const string GetDeviceUsage = "get_device_usage";

    /// <summary>Energy of the day and month.</summary>
    public const string GetEnergyUsage = "get_energy_usage";

    /// <summary>Power in whole watts.</summary>
    public const string GetCurrentPower = "get_current_power";

    /// <summary>Power, voltage, current and an energy counter; newer firmware.</summary>
    public const string GetEmeterData = "get_emeter_data";

    /// <summary>Energy over hours, days, months.</summary>
    public const string GetEnergyData = "get_energy_data";

    /// <summary>Mean power over minutes or hours.</summary>
    public const string GetPowerData = "get_power_data";

    /// <summary>The timer.</summary>
    public const string GetCountdownRules = "get_countdown_rules";

    /// <summary>Sets the timer where there is none.</summary>
    public const string AddCountdownRule = "add_countdown_rule";

    /// <summary>Changes the timer.</summary>
    public const string EditCountdownRule = "edit_countdown_rule";

    /// <summary>Schedules stored on the plug, in pages.</summary>
    public const string GetScheduleRules = "get_schedule_rules";

    /// <summary>Whether it goes off by itself after a while.</summary>
    public const string GetAutoOffConfig = "get_auto_off_config";

    /// <summary>Rules that pretend that somebody is at home.</summary>
    public const string GetAntitheftRules = "get_antitheft_rules";

    /// <summary>Whether it updates itself.</summary>
    public const string GetAutoUpdateInfo = "get_auto_update_info";

    /// <summary>Sets whether it updates itself.</summary>
    public const string SetAutoUpdateInfo = "set_auto_update_info";

    /// <summary>Removes the timer.</summary>
    public const string RemoveCountdownRules = "remove_countdown_rules";
}
