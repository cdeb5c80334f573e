using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TapoHive.Domain.Plugs;
using PlugIdentity = TapoHive.Emulator.Devices.PlugIdentity;

namespace TapoHive.Emulator.Devices;

/// <summary>What tells one plug from all others; made from a seed and a number, so that the same house comes back each time.</summary>
/// <param name="Mac">Its hardware address.</param>
/// <param name="DeviceId">The 40 hex digits it shows inside a session.</param>
/// <param name="HardwareId">Its <c>hw_id</c>.</param>
/// <param name="MakerId">Its <c>oem_id</c>.</param>
internal sealed record PlugIdentity(Mac Mac, string DeviceId, string HardwareId, string MakerId)
{
    // 00-00-5E-00-53-xx is set aside for documentation (RFC 7042). A house that does not fit into it has locally administered addresses, of which
    // houses of other seeds have others.
    private const ulong DocumentationRange = 0x0000_5E00_5300UL;
    private const int DocumentationAddresses = 256;
    private const ulong LocallyAdministered = 0x0200_0000_0000UL;

    /// <summary>The 32 hex digits it shows in discovery: the MD5 of the other id (PROTOCOL 1.2).</summary>
    public string DiscoveryId { get; } = Md5Hex(DeviceId);

    /// <summary>Makes the identity of the n-th plug (from 0) of a house of so many.</summary>
    public static PlugIdentity Of(int seed, int index, int plugs)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{index}")));
        var hex = Convert.ToHexString(digest);
        return new PlugIdentity(MacOf(seed, index, plugs), "8022" + hex[..36], hex[..32], hex[32..]);
    }

    private static Mac MacOf(int seed, int index, int plugs)
    {
        var spread = unchecked((uint)seed * 2654435761U);
        return plugs <= DocumentationAddresses
            ? Mac.FromBits(DocumentationRange | ((spread + (uint)index + 1) & 0xFF))
            : Mac.FromBits(LocallyAdministered | ((ulong)(spread >> 16) << 24) | (uint)index);
    }

    // CA5351: the plug's own choice of hash for a name, not a protection.
#pragma warning disable CA5351
    private static string Md5Hex(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
