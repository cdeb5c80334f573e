using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TapoHive.Emulator.Houses;

/// <summary>
/// Where the plugs of a house are: an address each on one port, or a port each on one address. On the loopback nobody but this machine is
/// served; on other addresses, which must be this machine's already, whoever comes.
/// </summary>
public abstract record HouseBinding
{
    private HouseBinding()
    {
    }

    /// <summary>127.20.0.1, 127.20.0.2 and so on, port 80: what clients expect that know no port.</summary>
    public static HouseBinding Default { get; } = new AddressEach(IPNetwork.Parse("127.20.0.0/16"), 80);

    /// <summary>Whether only this machine can reach the plugs.</summary>
    public bool IsLoopback => this switch
    {
        AddressEach(var network, _) => IsOfLoopback(network.BaseAddress),
        PortEach(var address, _) => IsOfLoopback(address),
        _ => throw new InvalidOperationException("Not a binding."),
    };

    /// <summary>An address a plug. Linux serves all of 127.0.0.0/8 without preparation; elsewhere the addresses have to be set up.</summary>
    /// <param name="Network">The first plug gets the first address after the network's own; addresses that end in 0 or 255 are left out. Outside
    /// the loopback: the first of this machine's addresses in it, and so on.</param>
    /// <param name="Port">The port of all of them; 0 is any free one.</param>
    public sealed record AddressEach(IPNetwork Network, int Port) : HouseBinding;

    /// <summary>A port a plug.</summary>
    /// <param name="Address">The address of all of them.</param>
    /// <param name="FirstPort">The first plug's port, the next one's is one higher; 0 is any free ones.</param>
    public sealed record PortEach(IPAddress Address, int FirstPort) : HouseBinding;

    /// <summary>
    /// Reads what a person wrote: a network (<c>127.20.0.0/16</c>) is an address each, a plain address (<c>127.0.0.1</c>) a port each.
    /// </summary>
    public static Parsed<HouseBinding> Parse(string bind, int? port)
    {
        ArgumentNullException.ThrowIfNull(bind);
        if (port is < 0 or > 65535)
        {
            return Parsed<HouseBinding>.No(string.Create(CultureInfo.InvariantCulture, $"Port {port} does not exist; use 1 to 65535, or 0 for any free one."));
        }

        if (bind.Contains('/', StringComparison.Ordinal))
        {
            return IPNetwork.TryParse(bind, out var network) && IsPlain(network.BaseAddress) && network.PrefixLength is >= 8 and <= 30
                ? new AddressEach(network, port ?? 80)
                : Parsed<HouseBinding>.No($"'{bind}' is no network; write one such as 127.20.0.0/16, or 192.0.2.0/24 where this machine has addresses in it.");
        }

        return IPAddress.TryParse(bind, out var address) && IsPlain(address)
            ? new PortEach(address, port ?? 18000)
            : Parsed<HouseBinding>.No($"'{bind}' is no address of this machine; write 127.0.0.1 for a port a plug, or 127.20.0.0/16 for an address a plug.");
    }

    /// <summary>The n-th address (from 0) of a network, or nothing when it has none left.</summary>
    internal static IPAddress? AddressAt(IPNetwork network, int index)
    {
        // 254 of each 256 are used: nobody has to wonder whether .0 or .255 is a host.
        var start = BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
        var size = 1UL << (32 - network.PrefixLength);
        var first = start % 256;
        var offset = network.PrefixLength >= 24
            ? (ulong)index + 1
            : ((ulong)(index / 254) * 256) + (ulong)(index % 254) + 1;
        if (offset + 1 >= size || (network.PrefixLength >= 24 && first + offset >= 255))
        {
            return null;
        }

        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(start + offset));
        return new IPAddress(bytes);
    }

    private static bool IsOfLoopback(IPAddress address) => IsPlain(address) && IPAddress.IsLoopback(address);

    private static bool IsPlain(IPAddress address) => address.AddressFamily is AddressFamily.InterNetwork && !address.Equals(IPAddress.Any);
}
