using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Remote.Transport;
using Google.Protobuf;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Connections;

/// <summary>
/// One connection, as Akka.Remote uses it. It reads only as fast as the peer is allowed to send and holds only so much for it to
/// read; either bound overstepped for long, and it is closed. Thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Disposed of by its own end.")]
internal sealed class TlsAssociation : AssociationHandle
{
    private static readonly TimeSpan Flush = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly DoorOptions _limits;
    private readonly Visit? _visit;
    private readonly Channel<ReadOnlyMemory<byte>> _outgoing;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _unprovenFrames;

    /// <summary>Takes over a stream on which both sides are known.</summary>
    /// <param name="local">This side.</param>
    /// <param name="remote">The other one.</param>
    /// <param name="stream">The stream; disposed of here.</param>
    /// <param name="limits">The bounds.</param>
    /// <param name="visit">At the gate, how far the peer has come; a client trusts the gate it knows.</param>
    public TlsAssociation(Address local, Address remote, Stream stream, DoorOptions limits, Visit? visit)
        : base(local, remote)
    {
        (_stream, _limits, _visit) = (stream, limits, visit);
        _outgoing = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(limits.FramesWaiting) { SingleReader = true });
        ReadHandlerSource = new TaskCompletionSource<IHandleEventListener>(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Completes when it is over, with what the peer did wrong, if it did.</summary>
    public Task<string?> Ended => _ended.Task;

    /// <summary>Begins to read and write.</summary>
    public void Start() => _ = RunAsync();

    /// <inheritdoc/>
    public override bool Write(ByteString payload) => payload.Length <= OperatorProtocol.FrameBytes && _outgoing.Writer.TryWrite(payload.Memory);

    /// <inheritdoc/>
    [Obsolete("Akka calls it so.")]
    public override void Disassociate()
    {
        _outgoing.Writer.TryComplete();
        try
        {
            _closed.CancelAfter(Flush);
        }
        catch (ObjectDisposedException)
        {
            // It is over already.
        }
    }

    /// <summary>Closes it now, whatever is still under way.</summary>
    public void Abort()
    {
        try
        {
            _closed.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It is over already.
        }
    }

    private async Task RunAsync()
    {
        var writing = WriteAsync();
        var reading = ReadAsync();
        await Task.WhenAny(writing, reading).ConfigureAwait(false);
        await _closed.CancelAsync().ConfigureAwait(false);

        // A connection ends in many ways, and none of them is of interest here.
        await Task.WhenAll(writing, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _outgoing.Writer.TryComplete();
        await _stream.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.SetResult(reading.Exception?.InnerException is InvalidDataException wrong ? wrong.Message : null);
        if (ReadHandlerSource.Task is { IsCompletedSuccessfully: true } registered)
        {
            (await registered.ConfigureAwait(false)).Notify(new Disassociated(DisassociateInfo.Unknown));
        }
        else
        {
            // Whoever comes later to listen is told at once.
            _ = ReadHandlerSource.Task.ContinueWith(
                static late => late.Result.Notify(new Disassociated(DisassociateInfo.Unknown)),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        _closed.Dispose();
    }

    private async Task ReadAsync()
    {
        var listener = await ReadHandlerSource.Task.WaitAsync(_closed.Token).ConfigureAwait(false);
        var frames = new Allowance(_limits.FramesAtOnce, _limits.FramesASecond, _limits.Time);
        var bytes = new Allowance(_limits.BytesAtOnce, _limits.BytesASecond, _limits.Time);
        while (await Frames.ReadAsync(_stream, MostNow, _closed.Token).ConfigureAwait(false) is { } frame)
        {
            listener.Notify(new InboundPayload(UnsafeByteOperations.UnsafeWrap(frame)));
            var (framesWait, bytesWait) = _visit is null ? (TimeSpan.Zero, TimeSpan.Zero) : (frames.Take(1), bytes.Take(frame.Length));
            var wait = framesWait > bytesWait ? framesWait : bytesWait;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _limits.Time, _closed.Token).ConfigureAwait(false);
            }
        }
    }

    // Whoever has proven nothing has little to say.
    private int MostNow()
    {
        if (_visit is null or { IsProven: true })
        {
            return OperatorProtocol.FrameBytes;
        }

        _unprovenFrames++;
        return _unprovenFrames <= _limits.UnprovenFrames ? _limits.UnprovenFrameBytes : 0;
    }

    private async Task WriteAsync()
    {
        await foreach (var frame in _outgoing.Reader.ReadAllAsync(_closed.Token).ConfigureAwait(false))
        {
            using var stalled = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
            stalled.CancelAfter(_limits.Stalled);
            await Frames.WriteAsync(_stream, frame, stalled.Token).ConfigureAwait(false);
        }
    }
}
