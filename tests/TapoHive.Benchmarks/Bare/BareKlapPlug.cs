using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace TapoHive.Benchmarks.Bare;

/// <summary>KLAP, the newer form, with nothing around it.</summary>
internal sealed class BareKlapPlug(IPEndPoint at, BareAccount account) : BarePlug(at, "application/octet-stream")
{
    private const int Signature = 32;
    private static readonly string Stamped = Stamp("request_time_milis", "terminal_uuid");
    private static readonly byte[] On = Batch("true", Stamped);
    private static readonly byte[] Off = Batch("false", Stamped);
    private static readonly byte[] Read = Reading(Stamped);
    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _iv = new byte[16];
    private string? _cookie;
    private byte[] _secret = [];
    private int _sequence;

    public override Task FindLostAsync(bool on) => _cookie is null ? Task.CompletedTask : AskAsync(on ? On : Off, mayBeRefused: true);

    public override async Task ConnectAsync()
    {
        var local = RandomNumberGenerator.GetBytes(16);
        var (first, cookie) = await PostAsync("/app/handshake1", null, local);
        var remote = first[..16].ToArray();
        if (!first.Span[16..].SequenceEqual(SHA256.HashData([.. local, .. remote, .. account.KlapHash])))
        {
            throw new InvalidDataException("another account");
        }

        _cookie = cookie;
        await PostAsync("/app/handshake2", _cookie, SHA256.HashData([.. remote, .. local, .. account.KlapHash]));
        byte[] seeds = [.. local, .. remote, .. account.KlapHash];
        _aes.Key = SHA256.HashData([.. "lsk"u8, .. seeds])[..16];
        var iv = SHA256.HashData([.. "iv"u8, .. seeds]);
        iv.AsSpan(0, 12).CopyTo(_iv);
        _sequence = BinaryPrimitives.ReadInt32BigEndian(iv.AsSpan(28));
        _secret = SHA256.HashData([.. "ldk"u8, .. seeds])[..28];
        await AskAsync(Read);
    }

    public override async Task<bool> SwitchAsync(bool on) => Says(await AskAsync(on ? On : Off), on);

    private async Task<byte[]> AskAsync(byte[] json, bool mayBeRefused = false)
    {
        _sequence++;
        BinaryPrimitives.WriteInt32BigEndian(_iv.AsSpan(12), _sequence);
        var sealedText = _aes.EncryptCbc(json, _iv);
        byte[] body = [.. SHA256.HashData([.. _secret, .. _iv.AsSpan(12), .. sealedText]), .. sealedText];
        var (answer, _) = await PostAsync(string.Create(CultureInfo.InvariantCulture, $"/app/request?seq={_sequence}"), _cookie, body, mayBeRefused);
        return answer.IsEmpty ? [] : _aes.DecryptCbc(answer.Span[Signature..], _iv);
    }
}
