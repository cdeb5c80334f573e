using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace TapoHive.Alerts.Tests;

/// <summary>Somebody's webhook on a real socket: notes what it is sent, and answers what it is told to.</summary>
internal sealed class Hook : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<int> _answers = new();
    private readonly Channel<Posted> _posted = Channel.CreateUnbounded<Posted>();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _serving;

    public Hook()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/hook?token=in-the-address";
        }

        _listener.Prefixes.Add($"{new Uri(Url).GetLeftPart(UriPartial.Authority)}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    public int Count { get; private set; }

    /// <summary>What it answers when nothing else was said.</summary>
    public int Usually { get; set; } = 204;

    public void WillAnswer(params int[] statuses)
    {
        foreach (var status in statuses)
        {
            _answers.Enqueue(status);
        }
    }

    public async Task<Posted> NextAsync()
    {
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await _posted.Reader.ReadAsync(giveUp.Token);
    }

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
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().WaitAsync(_ended.Token);
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Count++;
            context.Response.StatusCode = _answers.TryDequeue(out var status) ? status : Usually;
            var answer = context.Response.StatusCode;
            context.Response.Headers["Location"] = "/elsewhere";
            context.Response.Close();
            await _posted.Writer.WriteAsync(new Posted(
                context.Request.HttpMethod,
                context.Request.ContentType,
                context.Request.Headers["webhook-id"],
                context.Request.Headers["webhook-timestamp"],
                context.Request.Headers["webhook-signature"],
                context.Request.Headers.ToString() + context.Request.Url,
                body.ToArray(),
                answer));
        }
    }

    public sealed record Posted(string Method, string? ContentType, string? Id, string? Timestamp, string? Signature, string Head, byte[] Body, int Answer);
}
