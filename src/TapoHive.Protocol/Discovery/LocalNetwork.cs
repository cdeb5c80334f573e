using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace TapoHive.Protocol.Discovery;

/// <summary>A network that this host is on: where to probe from, and which address reaches everyone on it.</summary>
/// <param name="Local">This host's address there.</param>
/// <param name="Broadcast">The network's own broadcast address: unlike 255.255.255.255 it needs no default route.</param>
/// <param name="PrefixLength">Length of the network's prefix in bits.</param>
/// <param name="Interface">The interface's name, for people.</param>
public sealed record LocalNetwork(IPAddress Local, IPAddress Broadcast, int PrefixLength, string Interface = "")
{
    // Point-to-point links have nobody to broadcast to.
    private const int LongestPrefix = 30;

    /// <summary>The IPv4 networks of all interfaces that are up, without the loopback.</summary>
    public static IReadOnlyList<LocalNetwork> OfThisHost() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(static card => card.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(static card => card.GetIPProperties().UnicastAddresses.Select(unicast => (unicast, card.Name)))
            .Where(static at => at.unicast.Address.AddressFamily == AddressFamily.InterNetwork && at.unicast.PrefixLength <= LongestPrefix)
            .Select(static at => new LocalNetwork(at.unicast.Address, BroadcastOf(at.unicast.Address, at.unicast.PrefixLength), at.unicast.PrefixLength, at.Name))
            .DistinctBy(static network => network.Local),
    ];

    /// <summary>Whether an address is one of this network's.</summary>
    public bool Contains(IPAddress address) => BroadcastOf(address, PrefixLength).Equals(Broadcast);

    /// <summary>The last address of a network.</summary>
    public static IPAddress BroadcastOf(IPAddress address, int prefixLength)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, 32);
        var bits = BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
        var hosts = (uint)((1UL << (32 - prefixLength)) - 1);
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, bits | hosts);
        return new IPAddress(bytes);
    }
}
