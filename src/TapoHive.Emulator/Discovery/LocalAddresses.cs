using System.Collections.Frozen;
using System.Net;
using System.Net.NetworkInformation;

namespace TapoHive.Emulator.Discovery;

/// <summary>
/// The addresses of this machine. A broadcast to 255.255.255.255 leaves through a real interface and comes back with that one's source
/// address, so a local asker need not have a loopback address; anybody else is not answered.
/// </summary>
internal static class LocalAddresses
{
    /// <summary>As they are now.</summary>
    public static FrozenSet<IPAddress> Now() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(static i => i.GetIPProperties().UnicastAddresses)
            .Select(static u => u.Address)
            .ToFrozenSet();
}
