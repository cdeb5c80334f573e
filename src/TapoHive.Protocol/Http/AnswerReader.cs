using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TapoHive.Protocol.Http;

/// <summary>Reads one answer off a connection, bounded in every part. It holds a buffer from the pool while it lives: where it is given up, its connection
/// is to be ended before it.</summary>
internal sealed class AnswerReader(Stream connection) : IAsyncDisposable
{
    // Hundreds wait for their plugs at a time, and usual answers have half of this.
    private const int UsualSize = 2048;
    private const int LongestChunkLine = 256;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualSize);
    private int _start;
    private int _end;
    private AnswerHead? _head;
    private List<byte>? _chunks;
    private int? _chunk;
    private bool _chunkTaken;
    private ValueTask<int>? _first;

    private static ReadOnlySpan<byte> BeginOfHead => "HTTP/1."u8;

    /// <summary>Whether anything of the answer has come.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether the connection can carry another exchange once the answer is read.</summary>
    public bool CanGoOn { get; private set; }

    private ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>
    /// Begins to read before anything is asked. False where the connection is stale: the plug has ended it, or has sent what nobody asked for. To ask the socket
    /// would be a call to the kernel more for each request, and would leave a gap before the reading.
    /// </summary>
    public bool TryBegin(CancellationToken cancellationToken)
    {
        var first = connection.ReadAsync(_buffer, cancellationToken);
        _first = first;
        return !first.IsCompleted;
    }

    /// <summary>The answer, or in what way it is none.</summary>
    /// <exception cref="IOException">The connection ended or broke before the answer was whole.</exception>
    public async ValueTask<(AnswerHead? Head, byte[] Body, HttpTrouble Trouble)> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Take() is { } answer)
            {
                return answer;
            }

            MakeRoom();
            var reading = _first ?? connection.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _first = null;
            var received = await reading.ConfigureAwait(false);
            if (received == 0)
            {
                return _head is { HasBody: true, Chunked: false, Length: null }
                    ? Whole(Unread.ToArray())
                    : throw new EndOfStreamException("The connection ended before the answer was whole.");
            }

            _end += received;
            HasBegun = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_first is { } unread)
        {
            try
            {
                // Until then something may still come into the buffer.
                _ = await unread.ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // As it should: nobody waits for it any more.
            }
        }

        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static (AnswerHead? Head, byte[] Body, HttpTrouble Trouble) Not(HttpTrouble trouble) => (null, [], trouble);

    // Some small web servers end lines with a line feed alone.
    private static (int Length, int Whole)? EndOfLineIn(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end < 0 ? null : (end > 0 && bytes[end - 1] == '\r' ? end - 1 : end, end + 1);
    }

    /// <summary>What there is to say with the bytes that have come; nothing where more are needed.</summary>
    private (AnswerHead? Head, byte[] Body, HttpTrouble Trouble)? Take()
    {
        while (_head is null)
        {
            // What is no HTTP from its first bytes on may never come to an end.
            var come = Math.Min(Unread.Length, BeginOfHead.Length);
            if (!Unread[..come].SequenceEqual(BeginOfHead[..come]))
            {
                return Not(HttpTrouble.Garbled);
            }

            if (AnswerHead.EndIn(Unread) is not (var length, var whole))
            {
                return IsBeyond(PlugHttp.LargestAnswer) ? Not(HttpTrouble.Oversized) : null;
            }

            if (AnswerHead.Parse(Unread[..length]) is not { } head)
            {
                return Not(HttpTrouble.Garbled);
            }

            _start += whole;
            _head = head.Status is >= 100 and < 200 ? null : head;
        }

        return !_head.HasBody ? Whole([])
            : _head.Chunked ? TakeChunks()
            : _head.Length is not { } known ? (Unread.Length > PlugHttp.LargestAnswer ? Not(HttpTrouble.Oversized) : null)
            : known > PlugHttp.LargestAnswer ? Not(HttpTrouble.Oversized)
            : Unread.Length < known ? null
            : Whole(Took((int)known).ToArray());
    }

    private (AnswerHead? Head, byte[] Body, HttpTrouble Trouble)? TakeChunks()
    {
        _chunks ??= [];
        while (true)
        {
            if (_chunk is null)
            {
                if (EndOfLineIn(Unread) is not (var lineLength, var whole))
                {
                    return IsBeyond(LongestChunkLine) ? Not(HttpTrouble.Garbled) : null;
                }

                var line = Encoding.Latin1.GetString(Unread[..lineLength]).Split(';')[0].Trim();
                _start += whole;
                if (!int.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0)
                {
                    return Not(HttpTrouble.Garbled);
                }

                if (_chunks.Count + (long)length > PlugHttp.LargestAnswer)
                {
                    return Not(HttpTrouble.Oversized);
                }

                (_chunk, _chunkTaken) = (length, false);
            }

            if (!_chunkTaken)
            {
                if (Unread.Length < _chunk)
                {
                    return null;
                }

                _chunks.AddRange(Took(_chunk.Value));
                _chunkTaken = true;
            }

            var end = EndOfLineIn(Unread);
            if (end is null && !IsBeyond(0))
            {
                return null;
            }

            if (end is not (0, var ending))
            {
                // Trailers after the last chunk are of no use; the connection is not kept for them.
                return _chunk == 0 ? Whole([.. _chunks]) : Not(HttpTrouble.Garbled);
            }

            _start += ending;
            if (_chunk == 0)
            {
                return Whole([.. _chunks]);
            }

            _chunk = null;
        }
    }

    private (AnswerHead? Head, byte[] Body, HttpTrouble Trouble) Whole(byte[] body)
    {
        CanGoOn = !_head!.Closes && _start == _end && (_head.Chunked || _head.Length is not null || !_head.HasBody);
        return (_head, body, default);
    }

    private ReadOnlySpan<byte> Took(int length)
    {
        var taken = Unread[..length];
        _start += length;
        return taken;
    }

    // A carriage return may still have its line feed to come.
    private bool IsBeyond(int bound) => Unread.Length > bound + 1;

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
        {
            return;
        }

        var larger = _end - _start > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(2 * _buffer.Length) : _buffer;
        Unread.CopyTo(larger);
        (_start, _end) = (0, _end - _start);
        if (larger != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }
}
