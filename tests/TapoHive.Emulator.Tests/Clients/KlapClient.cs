using System.Net;
using System.Text;
using System.Text.Json;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol;
using TapoHive.Protocol.Klap;

namespace TapoHive.Emulator.Tests.Clients;

/// <summary>KLAP, made of the codecs.</summary>
internal sealed class KlapClient : PlugClient
{
    private readonly PlugAddress _address;
    private readonly KlapCipher _cipher;

    private KlapClient(PlugAddress address, string cookie, KlapCipher cipher) => (_address, Cookie, _cipher) = (address, cookie, cipher);

    public string Cookie { get; }

    public static Task<KlapClient> ConnectAsync(EmulatedPlug plug) =>
        ConnectAsync(plug.Address, plug.Transport is Transport.Klap1 ? KlapVersion.V1 : KlapVersion.V2, TestHouse.Username, TestHouse.Password);

    public static async Task<KlapClient> ConnectAsync(PlugAddress address, KlapVersion version, string username, string password)
    {
        using var handshake = KlapHandshake.Begin(version);
        using var first = await PlugWeb.PostAsync(address, "/app/handshake1", handshake.FirstBody.ToArray());
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.True(handshake.TryMatch(await first.Content.ReadAsByteArrayAsync(), new PlugCredentials(username, password), out _));
        var cookie = PlugWeb.Cookie(first);
        using var second = await PlugWeb.PostAsync(address, "/app/handshake2", handshake.SecondBody(), cookie);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        return new KlapClient(address, cookie, handshake.ToCipher());
    }

    public KlapFrame Seal(string json) => _cipher.SealNext(Encoding.UTF8.GetBytes(json));

    public Task<HttpResponseMessage> PostAsync(KlapFrame frame, CancellationToken cancellation = default) =>
        PlugWeb.PostAsync(_address, $"/app/request?{frame.Query}", frame.Body, Cookie, cancellation);

    public bool TryOpen(KlapFrame frame, byte[] body, out byte[]? json) => _cipher.TryOpen(frame.Sequence, body, out json);

    public override async Task<JsonElement> SendAsync(string json, CancellationToken cancellation = default)
    {
        var frame = Seal(json);
        using var response = await PostAsync(frame, cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(_cipher.TryOpen(frame.Sequence, await response.Content.ReadAsByteArrayAsync(cancellation), out var answer));
        return JsonElement.Parse(answer);
    }
}
