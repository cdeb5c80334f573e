using System.Text;
using System.Text.Json;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.SecurePassthrough;

namespace TapoHive.Emulator.Tests.Clients;

/// <summary>securePassthrough, made of the codecs.</summary>
internal sealed class AesClient : PlugClient
{
    private static readonly RsaKeyPair _key = RsaKeyPair.Generate(1024);
    private readonly PlugAddress _address;
    private readonly PassthroughCipher _cipher;

    private AesClient(PlugAddress address, string cookie, PassthroughCipher cipher) => (_address, Cookie, _cipher) = (address, cookie, cipher);

    public string Cookie { get; }

    public string? Token { get; private set; }

    public static async Task<AesClient> ConnectAsync(EmulatedPlug plug, AesLogin form = AesLogin.PlainPassword)
    {
        var client = await ShakeAsync(plug.Address);
        var answer = await client.LogInAsync(TestHouse.Username, TestHouse.Password, form);
        Assert.Equal(0, answer.GetProperty("error_code").GetInt32());
        return client;
    }

    public static async Task<AesClient> ShakeAsync(PlugAddress address)
    {
        using var response = await PlugWeb.PostAsync(address, "/app", PassthroughHandshake.Request(_key.Public));
        var outer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
        Assert.True(PassthroughHandshake.TryAccept(outer.GetProperty("result"), _key, out var cipher));
        return new AesClient(address, PlugWeb.Cookie(response), cipher);
    }

    public async Task<JsonElement> LogInAsync(string username, string password, AesLogin form, string extra = "\"requestTimeMils\":1700000000000")
    {
        var call = Encoding.UTF8.GetString(LoginDevice.Call(new PlugCredentials(username, password), form).ToJson());
        var answer = await SendAsync($"{call[..^1]},{extra}}}");
        Token = answer.TryGetProperty("result", out var result) ? result.GetProperty("token").GetString() : null;
        return answer;
    }

    /// <summary>The answer as it came, without opening it.</summary>
    public async Task<JsonElement> SendOuterAsync(string json, string? token)
    {
        var path = token is null ? "/app" : $"/app?token={token}";
        using var response = await PlugWeb.PostAsync(_address, path, PassthroughEnvelope.SealRequest(_cipher, Encoding.UTF8.GetBytes(json)), Cookie);
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
    }

    public override async Task<JsonElement> SendAsync(string json, CancellationToken cancellation = default)
    {
        var outer = await SendOuterAsync(json, Token);
        Assert.Equal(0, outer.GetProperty("error_code").GetInt32());
        Assert.True(_cipher.TryOpen(outer.GetProperty("result").GetProperty("response").GetString()!, out var answer));
        return JsonElement.Parse(answer);
    }
}
