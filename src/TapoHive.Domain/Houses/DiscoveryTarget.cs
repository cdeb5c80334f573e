using System.Globalization;
using System.Net;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Houses;

/// <summary>
/// Where probes are sent: <c>broadcast</c>, <c>own-subnets</c>, a range such as <c>192.0.2.0/24</c> (at most a /16) or one address.
/// </summary>
public readonly record struct DiscoveryTarget : IText<DiscoveryTarget>
{
    private const int WidestPrefix = 16;

    private DiscoveryTarget(string text) => Value = text;

    /// <summary>Every interface's broadcast address.</summary>
    public static DiscoveryTarget Broadcast { get; } = new("broadcast");

    /// <summary>Every address of the subnets this machine is in.</summary>
    public static DiscoveryTarget OwnSubnets { get; } = new("own-subnets");

    /// <summary>The target as a house file writes it.</summary>
    public string Value { get; }

    /// <summary>The range as network and prefix length (32 for one address); absent for the two words.</summary>
    public (IPAddress Network, int PrefixLength)? Range
    {
        get
        {
            var slash = Value.IndexOf('/', StringComparison.Ordinal);
            return !IPAddress.TryParse(slash < 0 ? Value : Value[..slash], out var network) ? null
                : (network, slash < 0 ? 32 : int.Parse(Value[(slash + 1)..], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Whether a device at an address can have been found by this target, where it names addresses: it is in the range, or the target
    /// is the broadcast address of whole octets around it. The two words depend on the machine and cover nothing by themselves.</summary>
    public bool Covers(IPAddress host)
    {
        if (Range is not var (network, prefix) || !TryBits(host, out var sought) || !TryBits(network, out var bits))
        {
            return false;
        }

        var length = prefix < 32 ? prefix : 32 - BroadcastBits(bits);
        return length == 0 || (sought ^ bits) >> (32 - length) == 0;
    }

    private static bool TryBits(IPAddress address, out uint bits)
    {
        var bytes = address.GetAddressBytes();
        bits = bytes.Length == sizeof(uint) ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;
        return bytes.Length == sizeof(uint);
    }

    // 192.0.2.255 asks everybody in 192.0.2.0/24, as far as can be told from the number alone.
    private static int BroadcastBits(uint bits) => bits == uint.MaxValue ? 32
        : (bits & 0xFFFFFF) == 0xFFFFFF ? 24
        : (bits & 0xFFFF) == 0xFFFF ? 16
        : (bits & 0xFF) == 0xFF ? 8
        : 0;

    /// <summary>Reads a target; false for anything else.</summary>
    public static bool TryParse(string text, out DiscoveryTarget target)
    {
        target = new DiscoveryTarget(text);
        if (target == Broadcast || target == OwnSubnets)
        {
            return true;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? text : text[..slash];
        var prefix = 32;
        return Plugs.PlugAddress.TryParseHost(host, out _)
            && (slash < 0 || int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix))
            && prefix is >= WidestPrefix and <= 32;
    }

    /// <inheritdoc/>
    public static DiscoveryTarget FromText(string text) =>
        TryParse(text, out var target) ? target : throw new FormatException($"'{text}' is not a discovery target.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
