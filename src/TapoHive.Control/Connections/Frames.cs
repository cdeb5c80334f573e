using System.Buffers;
using System.Buffers.Binary;

namespace TapoHive.Control.Connections;

/// <summary>Messages on a stream: four bytes of length, lowest first, then so many bytes.</summary>
internal static class Frames
{
    private const int Header = sizeof(int);

    /// <summary>Reads one; null where the stream ends before it begins.</summary>
    /// <param name="stream">From where.</param>
    /// <param name="most">The most bytes that are taken, asked when a frame has begun.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidDataException">It claims to be empty, or longer than is taken.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within it.</exception>
    public static async ValueTask<byte[]?> ReadAsync(Stream stream, Func<int> most, CancellationToken cancellation)
    {
        var header = new byte[Header];
        var got = await stream.ReadAtLeastAsync(header, Header, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (got == 0)
        {
            return null;
        }

        var length = got == Header ? BinaryPrimitives.ReadInt32LittleEndian(header) : throw new EndOfStreamException("The connection ended within a frame.");
        var limit = most();
        if (length <= 0 || length > limit)
        {
            throw new InvalidDataException($"it sent a frame of {length} bytes, where {limit} are taken");
        }

        var frame = new byte[length];
        await stream.ReadExactlyAsync(frame, cancellation).ConfigureAwait(false);
        return frame;
    }

    /// <summary>Writes one, in one piece.</summary>
    public static async ValueTask WriteAsync(Stream stream, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var length = Header + content.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            BinaryPrimitives.WriteInt32LittleEndian(rented, content.Length);
            content.CopyTo(rented.AsMemory(Header));
            await stream.WriteAsync(rented.AsMemory(0, length), cancellation).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
