using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Text;

namespace TapoHive.Mqtt;

/// <summary>The ids by which Home Assistant knows devices: letters, digits, <c>-</c> and <c>_</c>. A plug keeps its own when it is renamed.</summary>
internal static class DeviceId
{
    /// <summary>What those of a hive begin with.</summary>
    public static string Of(string prefix) => Slug.Of(prefix);

    /// <summary>A house as a whole.</summary>
    public static string Of(string prefix, HouseName house) => $"{Of(prefix)}_{house}";

    /// <summary>A plug.</summary>
    public static string Of(string prefix, HouseName house, PlugRecord plug) => $"{Of(prefix, house)}_{Own(plug)}";

    private static string Own(PlugRecord plug) => plug.Identity.Mac is { } mac
        ? mac.ToString().Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()
        : plug.Name.Value;
}
