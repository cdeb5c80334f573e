using System.Text.Json.Nodes;

namespace TapoHive.Emulator.Devices;

/// <summary>The light on the plug itself (PROTOCOL 5.9).</summary>
/// <param name="Rule"><c>always</c>, <c>never</c> or <c>night_mode</c>.</param>
/// <param name="Night">The <c>night_mode</c> object as it was last set.</param>
internal sealed record Led(string Rule, JsonObject Night)
{
    /// <summary>The rules there are.</summary>
    public static readonly string[] Rules = ["always", "never", "night_mode"];

    /// <summary>As it comes from the factory.</summary>
    public static Led Factory => new("always", new JsonObject
    {
        ["night_mode_type"] = "sunrise_sunset",
        ["sunrise_offset"] = 0,
        ["sunset_offset"] = 0,
        ["start_time"] = 1140,
        ["end_time"] = 420,
    });
}
