using System.Buffers.Binary;

namespace TapoHive.Protocol.Discovery;

/// <summary>
/// The frame of discovery datagrams: a 16-byte big-endian header with a CRC-32 over the whole datagram, then JSON
/// (PROTOCOL 1.1). Readers look at little: clients take the JSON behind the header and ignore the rest.
/// </summary>
public static class TdpDatagram
{
    /// <summary>Bytes before the JSON.</summary>
    public const int HeaderLength = 16;

    /// <summary>Where all plugs listen.</summary>
    public const int Port = 20002;

    /// <summary>Where some listen instead.</summary>
    public const int SecondPort = 20004;

    private const byte Version = 2;
    private const ushort OpCode = 1;
    private const byte RequestFlags = 0x11;
    private const byte ReplyFlags = 0x22;
    private const int CrcOffset = 12;

    // Takes the place of the CRC while it is computed.
    private const uint CrcSeed = 0x5A6B_7C8D;

    /// <summary>A client's datagram.</summary>
    public static byte[] Request(uint serial, ReadOnlySpan<byte> json) => Frame(RequestFlags, pad: 0, serial, json);

    /// <summary>A device's datagram, under the serial of the request it answers.</summary>
    public static byte[] Reply(uint serial, ReadOnlySpan<byte> json) => Frame(ReplyFlags, pad: 1, serial, json);

    /// <summary>The number a request carries, for its reply; 0 where the datagram is too short to have one.</summary>
    public static uint SerialOf(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderLength ? BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]) : 0;

    /// <summary>Whether the CRC fits. A wrong one is no reason to ignore a datagram; it is worth a line in a log.</summary>
    public static bool HasValidCrc(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderLength && BinaryPrimitives.ReadUInt32BigEndian(datagram[CrcOffset..]) == CrcOf(datagram);

    /// <summary>Whether this begins like a client's probe: version 2, op code 1, sent by a client.</summary>
    internal static bool LooksLikeProbe(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderLength
        && datagram[0] == Version
        && BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) == OpCode
        && datagram[6] != ReplyFlags;

    private static byte[] Frame(byte flags, byte pad, uint serial, ReadOnlySpan<byte> json)
    {
        var datagram = new byte[HeaderLength + json.Length];
        datagram[0] = Version;
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), OpCode);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), checked((ushort)json.Length));
        datagram[6] = flags;
        datagram[7] = pad;
        BinaryPrimitives.WriteUInt32BigEndian(datagram.AsSpan(8), serial);
        json.CopyTo(datagram.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt32BigEndian(datagram.AsSpan(CrcOffset), CrcOf(datagram));
        return datagram;
    }

    private static uint CrcOf(ReadOnlySpan<byte> datagram)
    {
        var copy = datagram.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(CrcOffset), CrcSeed);
        return Crc32.Of(copy);
    }
}
