using System.Net;
using System.Net.NetworkInformation;

namespace TapoHive.Chaos.Living;

/// <summary>The connections that this process, as a client, has not let go of.</summary>
internal static class ClientSockets
{
    public static int To(IPNetwork network) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Count(connection =>
        connection.State is TcpState.Established or TcpState.CloseWait && network.Contains(connection.RemoteEndPoint.Address));
}
