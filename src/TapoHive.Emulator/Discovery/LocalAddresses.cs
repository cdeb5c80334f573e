using System.Collections.Immutable;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace TapoHive.Emulator.Discovery;

/// <summary>
/// The IPv4 addresses of this machine. A broadcast to 255.255.255.255 leaves through a real interface and comes back with that one's source
/// address, so a local asker need not have a loopback address.
/// </summary>
internal static class LocalAddresses
{
    /// <summary>As they are now.</summary>
    public static ImmutableArray<LocalAddress> Now() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(static card => card.Supports(NetworkInterfaceComponent.IPv4))
            .Select(static card => card.GetIPProperties())
            .SelectMany(static card => card.UnicastAddresses
                .Where(static unicast => unicast.Address.AddressFamily is AddressFamily.InterNetwork)
                .Select(unicast => new LocalAddress(unicast.Address, unicast.PrefixLength, card.GetIPv4Properties().Index))),
    ];
}
