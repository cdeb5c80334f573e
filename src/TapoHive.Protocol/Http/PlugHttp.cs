using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using TapoHive.Domain.Failures;

namespace TapoHive.Protocol.Http;

/// <summary>
/// HTTP as plugs' web servers like it (PROTOCOL 0.1): 1.1, title-case headers, a length and never chunks, no <c>Expect</c>, no
/// cookie container, no proxy, no redirects; one kept connection a plug at most. One instance serves every plug of the process: the pools behind it
/// are keyed by address and vanish with their last idle connection. Never throws for what a plug does.
/// </summary>
internal sealed class PlugHttp : IDisposable
{
    /// <summary>Bound of an answer's headers, and of its body, in bytes. Plugs' answers have a few thousand.</summary>
    public const int LargestAnswer = 64 * 1024;

    private const int ReadSize = 4096;

    private readonly HttpMessageInvoker _keeping;
    private readonly HttpMessageInvoker _fresh;
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
        _keeping = new HttpMessageInvoker(Handler(options, Timeout.InfiniteTimeSpan), disposeHandler: true);
        _fresh = new HttpMessageInvoker(Handler(options, TimeSpan.Zero), disposeHandler: true);
    }

    /// <summary>Posts, and reads the whole answer.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<HttpOutcome> PostAsync(PlugPost post, CancellationToken cancellationToken)
    {
        using var exchange = new Exchange(_connectTimeout, post.Worth == PostWorth.Irreplaceable ? _loginTimeout : _requestTimeout, _time, cancellationToken);
        using var body = new PostedBody(post.Body);
        using var request = ToRequest(post, body);
        request.Options.Set(Exchange.Key, exchange);
        HttpResponseMessage? response = null;
        try
        {
            response = await (post.Habit == ConnectionHabit.Closes ? _fresh : _keeping).SendAsync(request, exchange.Token).ConfigureAwait(false);
            var answer = await ReadBodyAsync(response.Content, exchange.Token).ConfigureAwait(false);
            return answer is null
                ? NoReply(HttpTrouble.Oversized)
                : new HttpOutcome.Replied((int)response.StatusCode, answer, CookieOf(response), PauseOf(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NoReply(response is not null ? HttpTrouble.Dripping : body.Sent ? HttpTrouble.Mute : HttpTrouble.ConnectTimeout);
        }
        catch (HttpRequestException e)
        {
            return NoReply(TroubleOf(e));
        }
        catch (HttpIOException e) when (e.HttpRequestError is HttpRequestError.InvalidResponse)
        {
            return NoReply(HttpTrouble.Garbled);
        }
        catch (IOException)
        {
            return NoReply(HttpTrouble.Broken);
        }
        finally
        {
            response?.Dispose();
        }

        HttpOutcome.NoReply NoReply(HttpTrouble trouble) =>
            new(trouble, body.Sent ? Delivery.Unknown : Delivery.NotDelivered, body.Sent ? exchange.Connection : ConnectionAge.Fresh);
    }

    public void Dispose()
    {
        _keeping.Dispose();
        _fresh.Dispose();
    }

    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "Plugs' certificates cannot be checked; the protocol inside proves the peer (PROTOCOL 1.2).")]
    private SocketsHttpHandler Handler(PlugConnectorOptions options, TimeSpan lifetime) => new()
    {
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = 1,
        PooledConnectionIdleTimeout = options.IdleConnection.ToTimeSpan(),
        ConnectTimeout = _connectTimeout,
        MaxResponseHeadersLength = LargestAnswer / 1024,
        MaxResponseDrainSize = 0,
        ConnectCallback = ConnectAsync,
        PooledConnectionLifetime = lifetime,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
    };

    private static HttpRequestMessage ToRequest(PlugPost post, PostedBody body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, post.Target)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        body.Headers.TryAddWithoutValidation("Content-Type", post.ContentType);
        if (post.Cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", post.Cookie);
        }

        if (post.Habit == ConnectionHabit.Closes)
        {
            request.Headers.ConnectionClose = true;
        }

        return request;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        context.InitialRequestMessage.Options.TryGetValue(Exchange.Key, out var exchange);
        exchange?.Connecting();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            exchange?.Connected();
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > LargestAnswer)
        {
            return null;
        }

        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[(int)(content.Headers.ContentLength ?? ReadSize)];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(Math.Max(ReadSize, 2 * buffer.Length), LargestAnswer + 1));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            if (length > LargestAnswer)
            {
                return null;
            }

            if (read == 0)
            {
                Array.Resize(ref buffer, length);
                return buffer;
            }
        }
    }

    private static SessionCookie? CookieOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Set-Cookie", out var values) ? SessionCookie.Parse(values) : null;

    // As a date it would go by the plug's clock, which is often wrong; the date it shows beside it goes by the same one.
    private static TimeSpan? PauseOf(HttpResponseMessage response) => response.Headers.RetryAfter is not { } asked ? null
        : asked.Delta ?? (asked.Date is { } until && response.Headers.Date is { } shown ? until - shown : null);

    private static HttpTrouble TroubleOf(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.ConnectionError when e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } => HttpTrouble.Refused,
        HttpRequestError.ConnectionError when e.InnerException is SocketException { SocketErrorCode: SocketError.TimedOut } => HttpTrouble.ConnectTimeout,
        HttpRequestError.ConnectionError when e.InnerException is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.AddressNotAvailable } => HttpTrouble.OutOfSockets,
        HttpRequestError.ConnectionError when e.InnerException is OperationCanceledException or TimeoutException => HttpTrouble.ConnectTimeout,
        HttpRequestError.ConnectionError => HttpTrouble.Unreachable,
        HttpRequestError.InvalidResponse => HttpTrouble.Garbled,
        HttpRequestError.ConfigurationLimitExceeded => HttpTrouble.Oversized,
        _ => HttpTrouble.Broken,
    };
}
