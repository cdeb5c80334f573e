using System.Text;
using TapoHive.Protocol.Http;

namespace TapoHive.Protocol.Tests.Http;

public sealed class AnswerReaderTests
{
    private const string Long = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static TheoryData<string, string, bool> Answers => new()
    {
        { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok", true },
        { "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "ok", true },
        { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok", "ok", false },
        { "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok", true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n", "abc0123456789", true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nTrailer: 1\r\n\r\n", "ok", false },
        { "HTTP/1.1 200 OK\r\n\r\nuntil it ends", "until it ends", false },
        { "HTTP/1.1 204 No Content\r\n\r\n", "", true },
    };

    /// <summary>However an answer is cut on its way, and however long it is, it is the same answer.</summary>
    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_is_the_same_in_pieces_of_any_size(string answer, string body, bool goesOn)
    {
        for (var size = 1; size <= answer.Length; size++)
        {
            await using var reader = new AnswerReader(new Pieces(answer, size));

            var (head, read, _) = await reader.ReadAsync(TestContext.Current.CancellationToken);

            Assert.NotNull(head);
            Assert.Equal(body, Encoding.ASCII.GetString(read));
            Assert.Equal(goesOn, reader.CanGoOn);
            Assert.True(reader.HasBegun);
        }
    }

    [Theory]
    [InlineData("Content-Length: {0}\r\n\r\n{1}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n{0:x}\r\n{1}\r\n0\r\n\r\n")]
    [InlineData("\r\n{1}")]
    public async Task An_answer_longer_than_usual_is_whole(string form)
    {
        var body = string.Concat(Enumerable.Repeat(Long, 300));
        var answer = "HTTP/1.1 200 OK\r\n" + string.Format(System.Globalization.CultureInfo.InvariantCulture, form, body.Length, body);
        await using var reader = new AnswerReader(new Pieces(answer, 777));

        var (_, read, _) = await reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(body, Encoding.ASCII.GetString(read));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\no")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    public async Task An_answer_that_breaks_off_is_none(string answer)
    {
        for (var size = 1; size <= answer.Length; size++)
        {
            await using var reader = new AnswerReader(new Pieces(answer, size));

            await Assert.ThrowsAsync<EndOfStreamException>(async () => await reader.ReadAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n", 0)]
    [InlineData("HTTP/1.1 200 OK\r\nA: ", 70_000)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", 70_000)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11170\r\n", 0)]
    public async Task An_answer_without_end_is_bounded(string begin, int more)
    {
        await using var reader = new AnswerReader(new Pieces(begin + new string('x', more), 1000));

        var (head, _, trouble) = await reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Null(head);
        Assert.Equal(HttpTrouble.Oversized, trouble);
    }

    [Fact]
    public async Task One_that_is_given_up_holds_its_buffer_until_nothing_can_come_into_it()
    {
        var connection = new Silence();
        var reader = new AnswerReader(connection);
        Assert.True(reader.TryBegin(TestContext.Current.CancellationToken));

        var ending = reader.DisposeAsync().AsTask();

        Assert.False(ending.IsCompleted);
        connection.Break();
        await ending;
    }

    /// <summary>A connection on which nothing comes until it breaks.</summary>
    private sealed class Silence : MemoryStream
    {
        private readonly TaskCompletionSource<int> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Break() => _end.SetException(new IOException("It broke."));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(_end.Task);
    }

    /// <summary>A connection on which at most so many bytes come at a time.</summary>
    private sealed class Pieces(string answer, int size) : MemoryStream(Encoding.ASCII.GetBytes(answer))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
