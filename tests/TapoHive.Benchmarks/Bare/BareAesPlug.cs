using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TapoHive.Benchmarks.Bare;

/// <summary>securePassthrough with nothing around it; the framework's RSA, one key for all.</summary>
internal sealed class BareAesPlug(IPEndPoint at, BareAccount account) : BarePlug(at, "application/json")
{
    private const int BatchRefused = -1003;
    private const int WrongCredentials = -1501;
    private static readonly RSA Key = RSA.Create(1024);
    private static readonly byte[] Handshake = Encoding.UTF8.GetBytes(new JsonObject
    {
        ["method"] = "handshake",
        ["params"] = new JsonObject { ["key"] = Key.ExportSubjectPublicKeyInfoPem() + "\n" },
    }.ToJsonString());

    private static readonly string Stamped = Stamp("requestTimeMils", "terminalUUID");
    private static readonly byte[] On = Batch("true", Stamped);
    private static readonly byte[] Off = Batch("false", Stamped);
    private static readonly byte[] Read = Reading(Stamped);

    private readonly Aes _aes = Aes.Create();
    private byte[] _iv = [];
    private string? _cookie;
    private string _path = "/app";
    private bool _singly;
    private bool _older;

    public override Task FindLostAsync(bool on) => _cookie is null ? Task.CompletedTask : AskAsync(on ? On : Off, mayBeRefused: true);

    public override async Task ConnectAsync()
    {
        await ShakeHandsAsync();
        var login = await CallAsync(Login());
        if (!_older && Code(login) == WrongCredentials)
        {
            // The form of older firmware; known from then on, as it is from discovery.
            _older = true;
            await ShakeHandsAsync();
            login = await CallAsync(Login());
        }

        _path = $"/app?token={(string?)login["result"]?["token"] ?? throw new InvalidDataException("the login was refused")}";
        await AskAsync(Read);
    }

    public override async Task<bool> SwitchAsync(bool on)
    {
        if (!_singly)
        {
            var (text, code) = await AskAsync(on ? On : Off);
            if (code != BatchRefused)
            {
                return Says(text, on);
            }

            _singly = true;
        }

        await AskAsync(Encoding.UTF8.GetBytes($$$"""{"method":"set_device_info","params":{"device_on":{{{(on ? "true" : "false")}}}},{{{Stamped}}}}"""));
        return Says((await AskAsync(Read)).Text, on);
    }

    private async Task ShakeHandsAsync()
    {
        _path = "/app";
        var (answer, cookie) = await PostAsync(_path, null, Handshake);
        var keys = Key.Decrypt(Convert.FromBase64String((string)JsonNode.Parse(answer.Span)!["result"]!["key"]!), RSAEncryptionPadding.Pkcs1);
        (_aes.Key, _iv, _cookie) = (keys[..16], keys[16..], cookie);
    }

    private byte[] Login() => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["method"] = "login_device",
        ["params"] = new JsonObject { ["username"] = account.AesUsername, [_older ? "password" : "password2"] = _older ? account.AesPassword : account.AesPassword2 },
        ["requestTimeMils"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
    }.ToJsonString());

    private async Task<JsonNode> CallAsync(byte[] json) => JsonNode.Parse((await AskAsync(json)).Text)!;

    private async Task<(byte[] Text, int Code)> AskAsync(byte[] json, bool mayBeRefused = false)
    {
        var request = Encoding.UTF8.GetBytes($$$"""{"method":"securePassthrough","params":{"request":"{{{Convert.ToBase64String(_aes.EncryptCbc(json, _iv))}}}"}}""");
        var (answer, _) = await PostAsync(_path, _cookie, request, mayBeRefused);
        if (answer.IsEmpty)
        {
            return ([], 0);
        }

        var outer = JsonNode.Parse(answer.Span)!;
        if ((string?)outer["result"]?["response"] is not { } sealedText)
        {
            return ([], Code(outer));
        }

        var text = _aes.DecryptCbc(Convert.FromBase64String(sealedText), _iv);
        return (text, text.AsSpan().IndexOf("-1003"u8) >= 0 ? Code(JsonNode.Parse(text)!) : 0);
    }

    private static int Code(JsonNode answer) => (int?)answer["error_code"] ?? 0;
}
