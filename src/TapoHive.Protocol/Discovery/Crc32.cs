namespace TapoHive.Protocol.Discovery;

/// <summary>The ordinary CRC-32 (IEEE, reflected, polynomial 0xEDB88320) that discovery datagrams carry (PROTOCOL 1.1).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static n => Entry((uint)n))];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Entry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB8_8320u;
        }

        return value;
    }
}
