using System.Net;
using TapoHive.Domain.Plugs;

namespace TapoHive.Emulator.Tests.Clients;

/// <summary>HTTP as a careful client speaks it: no cookie container, no proxy, a length on every body.</summary>
internal static class PlugWeb
{
    private static readonly HttpClient _client = new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    public static Task<HttpResponseMessage> GetAsync(PlugAddress address, string path) =>
        _client.GetAsync(new Uri($"http://{address}{path}"), TestContext.Current.CancellationToken);

    public static async Task<HttpResponseMessage> PostAsync(PlugAddress address, string path, byte[] body, string? cookie = null, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{address}{path}"))
        {
            Content = new ByteArrayContent(body),
            Version = HttpVersion.Version11,
        };
        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, TestContext.Current.CancellationToken);
        return await _client.SendAsync(request, linked.Token);
    }

    public static string SetCookie(HttpResponseMessage response) => Assert.Single(response.Headers.GetValues("Set-Cookie"));

    public static string Cookie(HttpResponseMessage response) => SetCookie(response).Split(';')[0];
}
