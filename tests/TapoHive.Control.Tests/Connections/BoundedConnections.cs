using System.Net;
using Akka.Remote.Transport;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using TapoHive.Control.Connections;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Tests.Connections;

public sealed class BoundedConnections
{
    private static readonly IPAddress Here = IPAddress.Loopback;
    private static readonly IPAddress There = IPAddress.Parse("192.0.2.1");

    [Fact]
    public async Task A_reader_that_reads_nothing_holds_so_much_and_is_let_go()
    {
        var association = Associate(new StuckStream(), new DoorOptions { FramesWaiting = 4, Stalled = TimeSpan.FromMilliseconds(20) });
        var taken = 0;
        while (association.Write(ByteString.CopyFrom(new byte[1_000])))
        {
            taken++;
        }

        Assert.InRange(taken, 4, 5);
        Assert.Null(await association.Ended.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.False(association.Write(ByteString.CopyFrom(1)));
    }

    [Fact]
    public void A_frame_over_the_limit_is_not_even_taken() =>
        Assert.False(Associate(new StuckStream(), new DoorOptions()).Write(ByteString.CopyFrom(new byte[OperatorProtocol.FrameBytes + 1])));

    [Fact]
    public async Task Whoever_listens_late_hears_that_it_is_over()
    {
        var association = Associate(new StuckStream(), new DoorOptions());
        association.Abort();
        await association.Ended;

        var heard = new Ear();
        association.ReadHandlerSource.SetResult(heard);

        Assert.IsType<Disassociated>(await heard.First);
    }

    [Fact]
    public void So_much_at_once_and_so_much_a_second()
    {
        var time = new FakeTimeProvider();
        var allowance = new Allowance(10, 5, time);

        Assert.Equal(TimeSpan.Zero, allowance.Take(10));
        Assert.Equal(TimeSpan.FromSeconds(1), allowance.Take(5));
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.Zero, allowance.Take(10));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.Zero, allowance.Take(10));
        Assert.Equal(TimeSpan.FromSeconds(0.2), allowance.Take(1));
    }

    [Fact]
    public async Task Whoever_sends_more_than_its_share_is_read_no_faster_than_that()
    {
        var time = new FakeTimeProvider();
        byte[] frame = [1, 0, 0, 0, 42];
        using var sent = new MemoryStream([.. frame, .. frame, .. frame, .. frame, .. frame]);
        var visit = new Visit(Here) { Stage = VisitStage.Proven };
        var association = new TlsAssociation(
            OperatorEnd.AddressOf("gate"), OperatorEnd.AddressOf("operator-x"), sent, new DoorOptions { FramesAtOnce = 3, FramesASecond = 1, Time = time }, visit);
        var heard = new Counting();
        association.ReadHandlerSource.SetResult(heard);
        association.Start();

        await UntilAsync(() => heard.Count >= 4);
        Assert.Equal(4 * frame.Length, sent.Position);
        await UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return heard.Count == 5;
        });
        association.Abort();
        await association.Ended;
    }

    [Fact]
    public void Whoever_crowds_the_door_pushes_out_its_own_like()
    {
        var door = new Doorkeeper(new DoorOptions { HalfOpen = 3 });
        var honest = new Visit(There);
        door.Arrived(honest);
        var crowd = Enumerable.Range(0, 20).Select(_ => new Visit(Here)).ToList();
        crowd.ForEach(door.Arrived);

        Assert.Equal(3, door.HalfOpen);
        Assert.True(door.TrySecure(honest, "honest"));
        Assert.False(door.TrySecure(crowd[0], "late"));
        Assert.Equal(VisitStage.HalfOpen, crowd[^1].Stage);
    }

    [Fact]
    public void A_name_belongs_to_one_connection_until_it_leaves()
    {
        var door = new Doorkeeper(new DoorOptions());
        var (first, second) = (new Visit(Here), new Visit(Here));
        door.Arrived(first);
        door.Arrived(second);

        Assert.True(door.TrySecure(first, "one"));
        Assert.False(door.TrySecure(second, "one"));
        Assert.True(door.TryProve("one"));
        Assert.False(door.TryProve("one"));
        Assert.False(door.IsWaiting("one"));
        door.Left(first);
        Assert.False(door.IsHere("one"));
        Assert.True(door.TrySecure(second, "one"));
    }

    private static TlsAssociation Associate(Stream stream, DoorOptions limits)
    {
        var association = new TlsAssociation(OperatorEnd.AddressOf("gate"), OperatorEnd.AddressOf("operator-x"), stream, limits, visit: null);
        association.Start();
        return association;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
        }
    }

    private sealed class Counting : IHandleEventListener
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Notify(IHandleEvent ev)
        {
            if (ev is InboundPayload)
            {
                Interlocked.Increment(ref _count);
            }
        }
    }

    private sealed class Ear : IHandleEventListener
    {
        private readonly TaskCompletionSource<IHandleEvent> _first = new();

        public Task<IHandleEvent> First => _first.Task;

        public void Notify(IHandleEvent ev) => _first.TrySetResult(ev);
    }

    /// <summary>A peer that neither sends nor reads.</summary>
    private sealed class StuckStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            await Task.Delay(Timeout.Infinite, cancellationToken);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
