using System.Net;

namespace TapoHive.Emulator.Discovery;

/// <summary>One IPv4 address of this machine.</summary>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">Length of its network's prefix.</param>
/// <param name="Interface">The number of the interface it is on.</param>
internal sealed record LocalAddress(IPAddress Address, int PrefixLength, int Interface);
