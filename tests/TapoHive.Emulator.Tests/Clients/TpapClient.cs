using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Emulator.Tests.Clients;

/// <summary>TPAP, made of the codecs, with its messages written by hand as foreign clients write them.</summary>
internal sealed class TpapClient : PlugClient
{
    private readonly PlugAddress _address;
    private readonly TpapCipher _cipher;

    private TpapClient(PlugAddress address, string token, TpapCipher cipher) => (_address, Token, _cipher) = (address, token, cipher);

    public string Token { get; }

    public uint NextSequence => _cipher.NextSequence;

    public static async Task<TpapClient> ConnectAsync(EmulatedPlug plug, string password = TestHouse.Password, string more = "")
    {
        var (handshake, answer) = await ShareAsync(plug, password, more);
        using (handshake)
        {
            Assert.Equal(0, Code(answer));
            var result = answer.GetProperty("result");
            Assert.True(handshake.TryFinish(result.GetProperty("dev_confirm").GetBytesFromBase64(), result.GetProperty("start_seq").GetUInt32(), out var cipher));
            return new TpapClient(plug.Address, result.GetProperty("stok").GetString()!, cipher);
        }
    }

    /// <summary>A login whose answer is not judged.</summary>
    public static async Task<(TpapHandshake Handshake, JsonElement Answer)> ShareAsync(EmulatedPlug plug, string password, string more = "")
    {
        var (handshake, _) = await RegisterAsync(plug, password);
        var answer = await AskAsync(plug, $$"""
            {"method":"login","params":{"sub_method":"pake_share","user_share":"{{Convert.ToBase64String(handshake.Share)}}",
             "user_confirm":"{{Convert.ToBase64String(handshake.Confirmation)}}"{{more}} } }
            """);
        return (handshake, answer);
    }

    public static async Task<(TpapHandshake Handshake, JsonElement Result)> RegisterAsync(
        EmulatedPlug plug, string password, string passcodeType = "userpw", string offered = "\"cipher_suites\":[1],\"encryption\":[\"aes_128_ccm\"],\"stok\":null")
    {
        var random = RandomNumberGenerator.GetBytes(32);
        var answer = await AskAsync(plug, $$"""
            {"method":"login","params":{"sub_method":"pake_register","username":"{{TpapPasscode.Username(null)}}",
             "user_random":"{{Convert.ToBase64String(random)}}",{{offered}},"passcode_type":"{{passcodeType}}" } }
            """);
        Assert.Equal(0, Code(answer));
        var result = answer.GetProperty("result");
        var passcode = passcodeType == "default_userpw"
            ? TpapPasscode.Default(plug.Mac)
            : TpapPasscode.Of(PasscodeForm.Read(result), new PlugCredentials(TestHouse.Username, password), plug.Mac)!;
        using var secret = SpakeSecret.Derive(passcode, result.GetProperty("dev_salt").GetBytesFromBase64(), result.GetProperty("iterations").GetInt32());
        Assert.True(TpapHandshake.TryAnswer(secret, random, result.GetProperty("dev_random").GetBytesFromBase64(), result.GetProperty("dev_share").GetBytesFromBase64(), out var handshake));
        return (handshake, result);
    }

    public static async Task<JsonElement> AskAsync(EmulatedPlug plug, string json, string path = "/")
    {
        using var response = await PlugWeb.PostAsync(plug.Address, path, Encoding.UTF8.GetBytes(json));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static Task<JsonElement> DiscoverAsync(EmulatedPlug plug) => AskAsync(plug, """{"method":"login","params":{"sub_method":"discover"}}""");

    public static int Code(JsonElement answer) => answer.GetProperty("error_code").GetInt32();

    public byte[] Seal(string json) => _cipher.SealNext(Encoding.UTF8.GetBytes(json)).Body;

    /// <summary>The raw answer to raw bytes in the session.</summary>
    public async Task<byte[]> PostAsync(byte[] body, CancellationToken cancellation = default)
    {
        using var response = await PlugWeb.PostAsync(_address, $"/stok={Token}/ds", body, cookie: null, cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(cancellation);
    }

    public bool TryOpen(uint sequence, byte[] body) => _cipher.TryOpenReply(sequence, body, out _);

    public override async Task<JsonElement> SendAsync(string json, CancellationToken cancellation = default)
    {
        var (sequence, body) = _cipher.SealNext(Encoding.UTF8.GetBytes(json));
        var reply = await PostAsync(body, cancellation);
        Assert.True(_cipher.TryOpenReply(sequence, reply, out var answer));
        return JsonElement.Parse(answer);
    }
}
