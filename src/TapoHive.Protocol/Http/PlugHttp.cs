using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Text;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;

namespace TapoHive.Protocol.Http;

/// <summary>
/// HTTP as plugs' web servers like it (PROTOCOL 0.1): 1.1, title-case headers, a length and never chunks, head and body in one segment, no <c>Expect</c>, no
/// cookie container, no proxy, no redirects; one kept connection a plug at most. Of its own, because a poll is one request on a new connection, for
/// which the framework's client makes a pool and throws it away. One instance serves every plug of the process. Never throws for what a plug does.
/// </summary>
internal sealed class PlugHttp : IDisposable
{
    /// <summary>Bound of an answer's headers, and of its body, in bytes. Plugs' answers have a few thousand.</summary>
    public const int LargestAnswer = 64 * 1024;

    private const int UsualPort = 80;
    private const int UsualTlsPort = 443;

    private readonly KeptConnections _kept;
    private readonly Deadlines _deadlines;
    private readonly TimeSpan _connectTimeout;
    private readonly TimeSpan _requestTimeout;
    private readonly TimeSpan _loginTimeout;

    public PlugHttp(PlugConnectorOptions options, TimeProvider time)
    {
        _deadlines = new Deadlines(time);
        _connectTimeout = options.ConnectTimeout.ToTimeSpan();
        _requestTimeout = options.RequestTimeout.ToTimeSpan();
        _loginTimeout = options.LoginTimeout.ToTimeSpan();
        _kept = new KeptConnections(options.IdleConnection.ToTimeSpan(), time);
    }

    /// <summary>Posts, and reads the whole answer.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<HttpOutcome> PostAsync(PlugPost post, CancellationToken cancellationToken)
    {
        var place = _kept.At(post.Origin);
        var kept = place.Take();
        using var deadline = _deadlines.Begin(kept is null ? _connectTimeout : PatienceWith(post), cancellationToken);
        var reader = kept is null ? null : new AnswerReader(kept.Stream);
        if (kept is not null && (post.Habit == ConnectionHabit.Closes || !reader!.TryBegin(deadline.Token)))
        {
            // It ended while nobody used it; or it has to, for there are web servers that serve one connection at a time.
            kept.Dispose();
            await reader!.DisposeAsync().ConfigureAwait(false);
            kept = null;
            deadline.Extend(_connectTimeout);
        }

        var connection = kept;
        if (connection is null)
        {
            (connection, var trouble) = await OpenAsync(post.Origin, deadline, cancellationToken).ConfigureAwait(false);
            if (connection is null)
            {
                return new HttpOutcome.NoReply(trouble, Delivery.NotDelivered, ConnectionAge.Fresh);
            }

            deadline.Extend(PatienceWith(post));
            reader = new AnswerReader(connection.Stream);
        }

        var isKept = false;
        try
        {
            await SendAsync(connection, post, deadline.Token).ConfigureAwait(false);
            var (head, body, trouble) = await reader!.ReadAsync(deadline.Token).ConfigureAwait(false);
            if (head is null)
            {
                return NoReply(trouble);
            }

            isKept = reader.CanGoOn && post.Habit == ConnectionHabit.Keeps;
            return new HttpOutcome.Replied(head.Status, body, head.Cookie, head.RetryAfter);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NoReply(reader!.HasBegun ? HttpTrouble.Dripping : HttpTrouble.Mute);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return NoReply(HttpTrouble.Broken);
        }
        finally
        {
            if (isKept)
            {
                _kept.Keep(place, connection);
            }
            else
            {
                connection.Dispose();
            }

            await reader!.DisposeAsync().ConfigureAwait(false);
        }

        // Whatever was handed to the connection may have arrived, in part or whole.
        HttpOutcome.NoReply NoReply(HttpTrouble trouble) => new(trouble, Delivery.Unknown, kept is null ? ConnectionAge.Fresh : ConnectionAge.Kept);
    }

    public void Dispose() => _kept.Dispose();

    private static async Task<(PlugConnection? Connection, HttpTrouble Trouble)> OpenAsync(WebOrigin origin, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return (await PlugConnection.OpenAsync(origin, deadline.Token).ConfigureAwait(false), default);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, HttpTrouble.ConnectTimeout);
        }
        catch (SocketException e)
        {
            return (null, TroubleOf(e));
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return (null, HttpTrouble.Broken);
        }
    }

    private TimeSpan PatienceWith(PlugPost post) => post.Worth == PostWorth.Irreplaceable ? _loginTimeout : _requestTimeout;

    private static async ValueTask SendAsync(PlugConnection connection, PlugPost post, CancellationToken cancellationToken)
    {
        var request = Compose(post, out var length);
        try
        {
            await connection.Stream.WriteAsync(request.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(request);
        }
    }

    /// <summary>Head and body in an array of the pool.</summary>
    private static byte[] Compose(PlugPost post, out int length)
    {
        const int usualHead = 384;
        var (address, scheme) = post.Origin;

        // A path may hold what a plug gave; a header line of its own it may not become.
        var path = post.Path.AsSpan().ContainsAnyExceptInRange('!', '~') ? Uri.EscapeDataString(post.Path) : post.Path;
        var head = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[usualHead]);
        head.AppendLiteral("POST /");
        head.AppendLiteral(path);
        head.AppendLiteral(" HTTP/1.1\r\nHost: ");
        head.AppendFormatted(address.Host);
        if (address.Port != (scheme == WebScheme.Https ? UsualTlsPort : UsualPort))
        {
            head.AppendLiteral(":");
            head.AppendFormatted(address.Port);
        }

        if (post.Habit == ConnectionHabit.Closes)
        {
            head.AppendLiteral("\r\nConnection: close");
        }

        if (post.Cookie is not null)
        {
            head.AppendLiteral("\r\nCookie: ");
            head.AppendLiteral(post.Cookie);
        }

        head.AppendLiteral("\r\nContent-Type: ");
        head.AppendLiteral(post.ContentType);
        head.AppendLiteral("\r\nContent-Length: ");
        head.AppendFormatted(post.Body.Length);
        head.AppendLiteral("\r\n\r\n");
        length = head.Text.Length + post.Body.Length;
        var request = ArrayPool<byte>.Shared.Rent(length);
        post.Body.Span.CopyTo(request.AsSpan(Encoding.Latin1.GetBytes(head.Text, request)));
        head.Clear();
        return request;
    }

    private static HttpTrouble TroubleOf(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => HttpTrouble.Refused,
        SocketError.TimedOut => HttpTrouble.ConnectTimeout,
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.AddressNotAvailable => HttpTrouble.OutOfSockets,
        _ => HttpTrouble.Unreachable,
    };
}
