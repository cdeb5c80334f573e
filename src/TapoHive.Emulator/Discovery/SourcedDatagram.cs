using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TapoHive.Emulator.Discovery;

/// <summary>
/// Sends a datagram from a chosen address of this machine. Clients tell plugs apart by the source address, and one socket has to speak for thousands of them; the
/// framework has no call for it.
/// </summary>
internal static partial class SourcedDatagram
{
    private const int IpLevel = 0;
    private const int PacketInformation = 8;
    private const int DoNotWait = 0x40;
    private const int InternetFamily = 2;

    /// <summary>Sends; false where the datagram was lost, as datagrams are.</summary>
    public static bool Send(Socket socket, IPAddress source, IPEndPoint destination, ReadOnlySpan<byte> datagram) =>
        OperatingSystem.IsLinux() ? SendOnLinux(socket, source, destination, datagram) : SendPlainly(socket, destination, datagram);

    private static bool SendPlainly(Socket socket, IPEndPoint destination, ReadOnlySpan<byte> datagram)
    {
        try
        {
            return socket.SendTo(datagram, destination) == datagram.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static unsafe bool SendOnLinux(Socket socket, IPAddress source, IPEndPoint destination, ReadOnlySpan<byte> datagram)
    {
        var name = stackalloc byte[16];
        Span<byte> address = new(name, 16);
        address.Clear();
        MemoryMarshal.Write(address, (ushort)InternetFamily);
        BinaryPrimitives.WriteUInt16BigEndian(address[2..], (ushort)destination.Port);
        destination.Address.TryWriteBytes(address[4..], out _);

        // struct cmsghdr { size_t length; int level; int type; } and struct in_pktinfo { int index; in_addr source; in_addr unused; }, padded to words.
        var headerLength = sizeof(nuint) + (2 * sizeof(int));
        var contentLength = 3 * sizeof(int);
        var controlLength = headerLength + ((contentLength + sizeof(nuint) - 1) / sizeof(nuint) * sizeof(nuint));
        var control = stackalloc byte[controlLength];
        Span<byte> information = new(control, controlLength);
        information.Clear();
        MemoryMarshal.Write(information, (nuint)(headerLength + contentLength));
        MemoryMarshal.Write(information[sizeof(nuint)..], IpLevel);
        MemoryMarshal.Write(information[(sizeof(nuint) + sizeof(int))..], PacketInformation);
        source.TryWriteBytes(information[(headerLength + sizeof(int))..], out _);

        fixed (byte* content = datagram)
        {
            var vector = new Vector { Start = content, Length = (nuint)datagram.Length };
            var message = new Message
            {
                Name = name,
                NameLength = 16,
                Vectors = &vector,
                VectorCount = 1,
                Control = control,
                ControlLength = (nuint)controlLength,
            };
            return SendMessage((int)socket.Handle, &message, DoNotWait) == datagram.Length;
        }
    }

    [LibraryImport("libc", EntryPoint = "sendmsg")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint SendMessage(int descriptor, Message* message, int flags);

    private unsafe struct Vector
    {
        public byte* Start;
        public nuint Length;
    }

    private unsafe struct Message
    {
        public byte* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
