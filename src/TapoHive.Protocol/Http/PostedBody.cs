using System.Net;

namespace TapoHive.Protocol.Http;

/// <summary>A body of known length that remembers whether any of it was handed to a connection: if not, the plug cannot have acted on it.</summary>
internal sealed class PostedBody(ReadOnlyMemory<byte> bytes) : HttpContent
{
    private volatile bool _sent;

    public bool Sent => _sent;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _sent = true;
        return stream.WriteAsync(bytes, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
