using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TapoHive.Emulator.Web;

/// <summary>
/// Makes a listener deaf to some of the addresses it serves: a classic packet filter on the socket drops what is addressed to them, so that a connection
/// attempt hangs as it does with a plug that has no mains. Linux only; needs no privilege.
/// </summary>
internal static class PacketFilter
{
    private const int SocketLevel = 1;
    private const int AttachFilter = 26;
    private const int DetachFilter = 27;

    // Offsets from here on reach into the IP header, wherever the packet's data begins.
    private const uint NetworkHeader = 0xFFF0_0000;
    private const uint DestinationOffset = 16;
    private const ushort LoadWordAbsolute = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;
    private const uint Pass = 0x7FFF_FFFF;
    private const int InstructionSize = 8;

    /// <summary>How many addresses one filter can hold; a filter has at most 4,096 instructions.</summary>
    public const int MostAddresses = 2_000;

    /// <summary>Whether the system can do it.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Drops everything.</summary>
    public static bool TryDropAll(Socket listener) => TryAttach(listener, [.. Instruction(Return, 0)]);

    /// <summary>Drops what is addressed to these addresses, and nothing when there are none.</summary>
    public static bool TryDrop(Socket listener, IReadOnlyCollection<IPAddress> addresses)
    {
        if (addresses.Count > MostAddresses)
        {
            return false;
        }

        List<byte> program = [.. Instruction(LoadWordAbsolute, NetworkHeader + DestinationOffset)];
        foreach (var address in addresses)
        {
            program.AddRange(Instruction(JumpIfEqual, BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes()), onTrue: 0, onFalse: 1));
            program.AddRange(Instruction(Return, 0));
        }

        program.AddRange(Instruction(Return, Pass));
        return TryAttach(listener, [.. program]);
    }

    /// <summary>Lets everything through again.</summary>
    public static void Detach(Socket listener)
    {
        try
        {
            listener.SetRawSocketOption(SocketLevel, DetachFilter, new byte[sizeof(int)]);
        }
        catch (SocketException)
        {
            // There was none.
        }
    }

    private static byte[] Instruction(ushort code, uint operand, byte onTrue = 0, byte onFalse = 0)
    {
        var bytes = new byte[InstructionSize];
        MemoryMarshal.Write(bytes, code);
        bytes[2] = onTrue;
        bytes[3] = onFalse;
        MemoryMarshal.Write(bytes.AsSpan(4), operand);
        return bytes;
    }

    private static bool TryAttach(Socket listener, byte[] program)
    {
        if (!IsSupported)
        {
            return false;
        }

        var pinned = GCHandle.Alloc(program, GCHandleType.Pinned);
        try
        {
            // struct sock_fprog: the number of instructions, then, aligned, where they are.
            var header = new byte[2 * IntPtr.Size];
            MemoryMarshal.Write(header, (ushort)(program.Length / InstructionSize));
            MemoryMarshal.Write(header.AsSpan(IntPtr.Size), pinned.AddrOfPinnedObject());
            listener.SetRawSocketOption(SocketLevel, AttachFilter, header);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        finally
        {
            pinned.Free();
        }
    }
}
