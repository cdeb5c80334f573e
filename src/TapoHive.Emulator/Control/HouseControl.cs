using System.Globalization;
using System.Net;
using System.Text;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Control;

/// <summary>
/// The door of a running house for whoever plays fate: HTTP and JSON on 127.0.0.1 only, for the same machine. <see cref="ControlRoutes"/> says what there is.
/// </summary>
/// <remarks>
/// A page in a browser gets nowhere: the host name must be the loopback address, and what changes anything has to be declared as JSON, which a page
/// may not send to another site without being asked first, and nothing here answers that question. A few requests are served at a time; the others wait.
/// </remarks>
public sealed class HouseControl : IAsyncDisposable
{
    private const int AtATime = 4;
    private const int LongestBody = 64 * 1024;
    private static readonly TimeSpan BodyPatience = TimeSpan.FromSeconds(10);

    private readonly HttpListener _listener;
    private readonly EmulatedHouse _house;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _serving;

    private HouseControl(HttpListener listener, EmulatedHouse house)
    {
        (_listener, _house) = (listener, house);
        _serving = Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(ServeAsync)));
    }

    /// <summary>Opens the door.</summary>
    /// <exception cref="HouseStartException">The port is taken, not allowed or no port at all.</exception>
    public static HouseControl Open(EmulatedHouse house, int port)
    {
        ArgumentNullException.ThrowIfNull(house);
        if (port is < 1 or > ushort.MaxValue)
        {
            throw new HouseStartException(string.Create(CultureInfo.InvariantCulture, $"{port} is no port for --control. Choose one from 1 to {ushort.MaxValue}."));
        }

        var listener = new HttpListener();
        try
        {
            listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            listener.Start();
            return new HouseControl(listener, house);
        }
        catch (HttpListenerException e)
        {
            listener.Close();
            throw new HouseStartException(string.Create(
                CultureInfo.InvariantCulture,
                $"The control interface cannot listen on 127.0.0.1:{port}: {e.Message}. Choose another port with --control."), e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // By word of our own too: whoever starts to wait just while it closes is never woken by the listener.
        await _ended.CancelAsync();
        _listener.Close();
        await _serving;
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().WaitAsync(_ended.Token);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
            {
                if (_ended.IsCancellationRequested)
                {
                    return;
                }

                continue;
            }

            try
            {
                await ReplyAsync(context.Response, await AnswerAsync(context.Request));
            }
            catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or OperationCanceledException)
            {
                // Whoever asked is gone.
                context.Response.Abort();
            }
#pragma warning disable CA1031 // Whatever one request does, the next one is served.
            catch (Exception e)
#pragma warning restore CA1031
            {
                await ExcuseAsync(context.Response, e);
            }
        }
    }

    private static async Task ExcuseAsync(HttpListenerResponse response, Exception failure)
    {
        try
        {
            await ReplyAsync(response, ControlReply.No(500, $"The emulator failed at this request: {failure.Message}"));
        }
#pragma warning disable CA1031 // An answer that was begun cannot be begun again, nor can one to somebody who is gone.
        catch (Exception)
#pragma warning restore CA1031
        {
            response.Abort();
        }
    }

    private async Task<ControlReply> AnswerAsync(HttpListenerRequest request)
    {
        if (request.HasEntityBody && request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return ControlReply.No(415, "What is sent has to be JSON. Add the header 'Content-Type: application/json'.");
        }

        if (await ReadAsync(request) is not { } body)
        {
            return ControlReply.No(413, $"The request is too long. Send at most {LongestBody / 1024} KB, in several requests if need be.");
        }

        return ControlRoutes.Answer(_house, new ControlRequest(
            request.HttpMethod,
            request.Url?.AbsolutePath ?? "/",
            request.QueryString,
            body));
    }

    private static async Task<string?> ReadAsync(HttpListenerRequest request)
    {
        if (!request.HasEntityBody)
        {
            return "";
        }

        using var patience = new CancellationTokenSource(BodyPatience);
        var buffer = new byte[LongestBody + 1];
        var count = await request.InputStream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, patience.Token);
        return count > LongestBody ? null : Encoding.UTF8.GetString(buffer, 0, count);
    }

    private static async Task ReplyAsync(HttpListenerResponse response, ControlReply reply)
    {
        using (response)
        {
            var body = Encoding.UTF8.GetBytes(reply.Json);
            response.StatusCode = reply.Status;

            // The listener now and then ends a kept connection without a word before: the next request on it would be lost.
            response.KeepAlive = false;
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength64 = body.Length;
            await response.OutputStream.WriteAsync(body);
        }
    }
}
