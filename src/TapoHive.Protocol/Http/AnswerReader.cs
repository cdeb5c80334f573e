using System.Buffers;
using System.Globalization;
using System.Text;

namespace TapoHive.Protocol.Http;

/// <summary>Reads one answer off a connection, bounded in every part. It holds a buffer from the pool while it lives.</summary>
internal sealed class AnswerReader(PlugConnection connection) : IDisposable
{
    private const int UsualSize = 4096;
    private const int LongestChunkLine = 256;
    private static readonly byte[] BeginOfHead = "HTTP/1."u8.ToArray();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualSize);
    private int _start;
    private int _end;

    /// <summary>Whether anything of the answer has come.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether the connection can carry another exchange once the answer is read.</summary>
    public bool CanGoOn { get; private set; }

    /// <summary>The answer, or in what way it is none.</summary>
    /// <exception cref="IOException">The connection ended or broke before the answer was whole.</exception>
    public async ValueTask<(AnswerHead? Head, byte[] Body, HttpTrouble Trouble)> ReadAsync(CancellationToken cancellationToken)
    {
        AnswerHead? head;
        do
        {
            // What is no HTTP from its first bytes on may never come to an end.
            if (!await BeginsAsHttpAsync(cancellationToken).ConfigureAwait(false))
            {
                return (null, [], HttpTrouble.Garbled);
            }

            if (await FindAsync(AnswerHead.EndIn, PlugHttp.LargestAnswer, cancellationToken).ConfigureAwait(false) is not (var headLength, var whole))
            {
                return (null, [], HttpTrouble.Oversized);
            }

            head = AnswerHead.Parse(_buffer.AsSpan(_start, headLength));
            if (head is null)
            {
                return (null, [], HttpTrouble.Garbled);
            }

            _start += whole;
        }
        while (head.Status is >= 100 and < 200);

        var (body, trouble) = await ReadBodyAsync(head, cancellationToken).ConfigureAwait(false);
        if (body is null)
        {
            return (null, [], trouble);
        }

        CanGoOn = !head.Closes && _start == _end && (head.Chunked || head.Length is not null || !head.HasBody);
        return (head, body, default);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private async ValueTask<(byte[]? Body, HttpTrouble Trouble)> ReadBodyAsync(AnswerHead head, CancellationToken cancellationToken)
    {
        if (!head.HasBody)
        {
            return ([], default);
        }

        if (head.Chunked)
        {
            return await ReadChunksAsync(cancellationToken).ConfigureAwait(false);
        }

        if (head.Length is { } length)
        {
            return length > PlugHttp.LargestAnswer
                ? (null, HttpTrouble.Oversized)
                : (await TakeAsync((int)length, cancellationToken).ConfigureAwait(false), default);
        }

        while (_end - _start <= PlugHttp.LargestAnswer)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return (_buffer[_start.._end], default);
            }
        }

        return (null, HttpTrouble.Oversized);
    }

    private async ValueTask<(byte[]? Body, HttpTrouble Trouble)> ReadChunksAsync(CancellationToken cancellationToken)
    {
        var body = new List<byte>();
        while (true)
        {
            if (await FindAsync(EndOfLineIn, LongestChunkLine, cancellationToken).ConfigureAwait(false) is not (var lineLength, var whole))
            {
                return (null, HttpTrouble.Garbled);
            }

            var line = Encoding.Latin1.GetString(_buffer, _start, lineLength).Split(';')[0].Trim();
            _start += whole;
            if (!int.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0)
            {
                return (null, HttpTrouble.Garbled);
            }

            if (body.Count + (long)length > PlugHttp.LargestAnswer)
            {
                return (null, HttpTrouble.Oversized);
            }

            body.AddRange(await TakeAsync(length, cancellationToken).ConfigureAwait(false));
            if (await FindAsync(EndOfLineIn, 0, cancellationToken).ConfigureAwait(false) is not (0, var end))
            {
                // Trailers after the last chunk are of no use; the connection is not kept for them.
                return length == 0 ? ([.. body], default) : (null, HttpTrouble.Garbled);
            }

            _start += end;
            if (length == 0)
            {
                return ([.. body], default);
            }
        }
    }

    // Some small web servers end lines with a line feed alone.
    private static (int Length, int Whole)? EndOfLineIn(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end < 0 ? null : (end > 0 && bytes[end - 1] == '\r' ? end - 1 : end, end + 1);
    }

    private async ValueTask<bool> BeginsAsHttpAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var come = Math.Min(_end - _start, BeginOfHead.Length);
            if (!_buffer.AsSpan(_start, come).SequenceEqual(BeginOfHead.AsSpan(0, come)))
            {
                return false;
            }

            if (come == BeginOfHead.Length)
            {
                return true;
            }

            await NeedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>How many bytes come before an end, and with it; nothing where they are more than the bound.</summary>
    private async ValueTask<(int Length, int Whole)?> FindAsync(EndIn end, int bound, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (end(_buffer.AsSpan(_start, _end - _start)) is { } found)
            {
                return found;
            }

            // A carriage return may still have its line feed to come.
            if (_end - _start > bound + 1)
            {
                return null;
            }

            await NeedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<byte[]> TakeAsync(int length, CancellationToken cancellationToken)
    {
        while (_end - _start < length)
        {
            await NeedAsync(cancellationToken).ConfigureAwait(false);
        }

        var taken = _buffer.AsSpan(_start, length).ToArray();
        _start += length;
        return taken;
    }

    private async ValueTask NeedAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new EndOfStreamException("The connection ended before the answer was whole.");
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_end == _buffer.Length)
        {
            var larger = _end - _start > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(2 * _buffer.Length) : _buffer;
            _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
            (_start, _end) = (0, _end - _start);
            if (larger != _buffer)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = larger;
            }
        }

        var received = await connection.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += received;
        HasBegun |= received > 0;
        return received > 0;
    }

    private delegate (int Length, int Whole)? EndIn(ReadOnlySpan<byte> bytes);
}
