namespace TapoHive.Emulator.Hardware;

/// <summary>How a firmware reports its temperature in <c>get_device_info</c> (PROTOCOL 5.3).</summary>
internal enum Overheating
{
    /// <summary>Not at all (the parent of a strip).</summary>
    Silent,

    /// <summary>As the boolean <c>overheated</c>.</summary>
    Flag,

    /// <summary>As the text <c>overheat_status</c>.</summary>
    Status,
}
