using System.Security.Cryptography;
using System.Text;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Text;

namespace TapoHive.Mqtt;

/// <summary>The ids by which Home Assistant knows devices: letters, digits, <c>-</c> and <c>_</c>. A plug keeps its own when it is renamed.</summary>
internal static class DeviceId
{
    /// <summary>What those of a hive begin with: its prefix, and a digest of it where it cannot be spelled so. Two prefixes never share one.</summary>
    public static string Of(string prefix) => Slug.Is(prefix) ? prefix : $"{Slug.Of(prefix)}-{Digest(prefix)}".TrimStart('-');

    /// <summary>A house as a whole.</summary>
    public static string Of(string prefix, HouseName house) => $"{Of(prefix)}_{house}";

    /// <summary>A plug.</summary>
    public static string Of(string prefix, HouseName house, PlugRecord plug) => $"{Of(prefix, house)}_{Own(plug)}";

    private static string Digest(string prefix) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prefix)).AsSpan(0, 4));

    private static string Own(PlugRecord plug) => plug.Identity.Mac is { } mac
        ? mac.ToString().Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()
        : plug.Name.Value;
}
