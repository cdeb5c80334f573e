using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;

namespace TapoHive.Protocol.Http;

/// <summary>
/// HTTP as plugs' web servers like it (PROTOCOL 0.1): 1.1, title-case headers, a length and never chunks, head and body in one segment, no <c>Expect</c>, no
/// cookie container, no proxy, no redirects; one kept connection a plug at most. Of its own, because a poll is one request on a new connection, for
/// which the framework's client with its pool an address takes half as much processor time again as all the rest. One instance serves every plug of the process. Never throws for what a plug does.
/// </summary>
internal sealed class PlugHttp : IDisposable
{
    /// <summary>Bound of an answer's headers, and of its body, in bytes. Plugs' answers have a few thousand.</summary>
    public const int LargestAnswer = 64 * 1024;

    private const int UsualPort = 80;
    private const int UsualTlsPort = 443;

    private readonly KeptConnections _kept;
    private readonly TimeProvider _time;
    private readonly TimeSpan _connectTimeout;
    private readonly TimeSpan _requestTimeout;
    private readonly TimeSpan _loginTimeout;

    public PlugHttp(PlugConnectorOptions options, TimeProvider time)
    {
        _time = time;
        _connectTimeout = options.ConnectTimeout.ToTimeSpan();
        _requestTimeout = options.RequestTimeout.ToTimeSpan();
        _loginTimeout = options.LoginTimeout.ToTimeSpan();
        _kept = new KeptConnections(options.IdleConnection.ToTimeSpan(), time);
    }

    /// <summary>Posts, and reads the whole answer.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<HttpOutcome> PostAsync(PlugPost post, CancellationToken cancellationToken)
    {
        var kept = post.Habit == ConnectionHabit.Closes ? null : _kept.Take(post.Origin);
        using var deadline = new Deadline(_time, kept is null ? _connectTimeout : PatienceWith(post), cancellationToken);
        PlugConnection connection;
        try
        {
            connection = kept ?? await PlugConnection.OpenAsync(post.Origin, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unsent(HttpTrouble.ConnectTimeout);
        }
        catch (SocketException e)
        {
            return Unsent(TroubleOf(e));
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return Unsent(HttpTrouble.Broken);
        }

        if (kept is null)
        {
            deadline.Extend(PatienceWith(post));
        }

        return await ExchangeAsync(connection, kept is null ? ConnectionAge.Fresh : ConnectionAge.Kept, post, deadline, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _kept.Dispose();

    private async Task<HttpOutcome> ExchangeAsync(PlugConnection connection, ConnectionAge age, PlugPost post, Deadline deadline, CancellationToken cancellationToken)
    {
        var isKept = false;
        using var reader = new AnswerReader(connection);
        try
        {
            await SendAsync(connection, post, deadline.Token).ConfigureAwait(false);
            var (head, body, trouble) = await reader.ReadAsync(deadline.Token).ConfigureAwait(false);
            if (head is null)
            {
                return NoReply(trouble);
            }

            isKept = reader.CanGoOn && post.Habit == ConnectionHabit.Keeps;
            return new HttpOutcome.Replied(head.Status, body, head.Cookie, head.RetryAfter);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NoReply(reader.HasBegun ? HttpTrouble.Dripping : HttpTrouble.Mute);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return NoReply(HttpTrouble.Broken);
        }
        finally
        {
            if (isKept)
            {
                _kept.Keep(post.Origin, connection);
            }
            else
            {
                connection.Dispose();
            }
        }

        // Whatever was handed to the connection may have arrived, in part or whole.
        HttpOutcome.NoReply NoReply(HttpTrouble trouble) => new(trouble, Delivery.Unknown, age);
    }

    private TimeSpan PatienceWith(PlugPost post) => post.Worth == PostWorth.Irreplaceable ? _loginTimeout : _requestTimeout;

    private static HttpOutcome.NoReply Unsent(HttpTrouble trouble) => new(trouble, Delivery.NotDelivered, ConnectionAge.Fresh);

    private static async ValueTask SendAsync(PlugConnection connection, PlugPost post, CancellationToken cancellationToken)
    {
        var head = Head(post);
        var request = ArrayPool<byte>.Shared.Rent(head.Length + post.Body.Length);
        try
        {
            var length = Encoding.Latin1.GetBytes(head, request);
            post.Body.Span.CopyTo(request.AsSpan(length));
            await connection.SendAsync(request.AsMemory(0, length + post.Body.Length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(request);
        }
    }

    private static string Head(PlugPost post)
    {
        var (address, scheme) = post.Origin;
        var isUsual = address.Port == (scheme == WebScheme.Https ? UsualTlsPort : UsualPort);
        var cookie = post.Cookie is null ? "" : $"Cookie: {post.Cookie}\r\n";

        // A path may hold what a plug gave; a header line of its own it may not become.
        var path = post.Path.AsSpan().ContainsAnyExceptInRange('!', '~') ? Uri.EscapeDataString(post.Path) : post.Path;
        var close = post.Habit == ConnectionHabit.Closes ? "Connection: close\r\n" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"POST /{path} HTTP/1.1\r\nHost: {(isUsual ? address.Host : address)}\r\n{close}{cookie}Content-Type: {post.ContentType}\r\nContent-Length: {post.Body.Length}\r\n\r\n");
    }

    private static HttpTrouble TroubleOf(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => HttpTrouble.Refused,
        SocketError.TimedOut => HttpTrouble.ConnectTimeout,
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.AddressNotAvailable => HttpTrouble.OutOfSockets,
        _ => HttpTrouble.Unreachable,
    };
}
