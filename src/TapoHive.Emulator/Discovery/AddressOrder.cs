using System.Buffers.Binary;
using System.Net;

namespace TapoHive.Emulator.Discovery;

/// <summary>IPv4 addresses as people count them.</summary>
internal static class AddressOrder
{
    /// <summary>192.0.2.9 before 192.0.2.10.</summary>
    public static IComparer<IPAddress> Ascending { get; } = Comparer<IPAddress>.Create(static (a, b) => Bits(a).CompareTo(Bits(b)));

    private static uint Bits(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}
