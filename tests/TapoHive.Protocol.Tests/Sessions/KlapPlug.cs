using System.Globalization;
using TapoHive.Protocol.Klap;
using TapoHive.Protocol.Tests.Http;

namespace TapoHive.Protocol.Tests.Sessions;

/// <summary>A plug that speaks KLAP, made of the device's side of the codecs.</summary>
internal sealed class KlapPlug(ModelPlug model, PlugCredentials credentials, KlapVersion version = KlapVersion.V2)
{
    private readonly Lock _gate = new();
    private KlapDeviceHandshake? _handshake;
    private KlapCipher? _cipher;

    public string Cookie { get; set; } = "TP_SESSIONID=AA0102030405060708090A0B0C0D0E0F;TIMEOUT=86400";

    /// <summary>Statuses that take the place of an answer, by path.</summary>
    public Dictionary<string, int> Statuses { get; } = [];

    /// <summary>What is done to the bytes of a reply.</summary>
    public Func<byte[], byte[]> Tamper { get; set; } = static body => body;

    public After After { get; set; } = After.Keep;

    public List<int> Sequences { get; } = [];

    public int Handshakes { get; private set; }

    public void Forget() => _cipher = null;

    public RawReply Answer(RawRequest request)
    {
        lock (_gate)
        {
            if (Statuses.TryGetValue(request.Path, out var status))
            {
                return RawReply.Status(status);
            }

            switch (request.Path)
            {
                case "/app/handshake1":
                    Handshakes++;
                    Assert.True(KlapDeviceHandshake.TryBegin(version, credentials, request.Body, out _handshake));
                    return RawReply.Ok(_handshake.FirstReply(), After, $"Set-Cookie: {Cookie}");
                case "/app/handshake2":
                    return HasCookie(request) && _handshake!.TryFinish(request.Body, out _cipher) ? RawReply.Ok([], After) : RawReply.Status(403);
                case "/app/request":
                    var sequence = int.Parse(request.Target.Split("seq=")[1], CultureInfo.InvariantCulture);
                    Sequences.Add(sequence);
                    if (_cipher is null || !HasCookie(request) || sequence <= _cipher.Sequence || !_cipher.TryOpen(sequence, request.Body, out var json))
                    {
                        return RawReply.Status(403);
                    }

                    _cipher.Advance(sequence);
                    return RawReply.Ok(Tamper(_cipher.Seal(sequence, model.Answer(json))), After);
                default:
                    return RawReply.Ok("""{"error_code":1003}""");
            }
        }
    }

    private bool HasCookie(RawRequest request) => request.Header("Cookie") == Cookie.Split(';')[0];
}
