using System.Text;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.SecurePassthrough;
using TapoHive.Protocol.Tests.Http;

namespace TapoHive.Protocol.Tests.Sessions;

/// <summary>A plug that speaks securePassthrough, made of the device's side of the codecs.</summary>
internal sealed class AesPlug(ModelPlug model, PlugCredentials credentials)
{
    private readonly Lock _gate = new();
    private PassthroughCipher? _cipher;
    private bool _loggedIn;

    /// <summary>Which forms of the login it understands.</summary>
    public HashSet<string> PasswordFields { get; } = ["password", "password2"];

    /// <summary>An outer error code for the next envelope.</summary>
    public int? OuterError { get; set; }

    /// <summary>What becomes of the sealed text of a reply.</summary>
    public Func<PassthroughCipher, byte[], byte[]> Seal { get; set; } = static (cipher, json) => PassthroughEnvelope.SealReply(cipher, json);

    public int? HandshakeError { get; set; }

    public After After { get; set; } = After.Keep;

    public int Handshakes { get; private set; }

    public List<string> Logins { get; } = [];

    public List<string> Plain { get; } = [];

    public RawReply Answer(RawRequest request)
    {
        lock (_gate)
        {
            if (PassthroughHandshake.TryReadRequest(request.Body, out var key))
            {
                Handshakes++;
                if (HandshakeError is { } refused)
                {
                    return Json(MethodAnswer.Write(refused));
                }

                Assert.Equal(1024, key.Bits);
                _loggedIn = false;
                _cipher = PassthroughCipher.Fresh(key, out var wrapped);
                return RawReply.Ok(PassthroughHandshake.Reply(wrapped), After, "Set-Cookie: TP_SESSIONID=4C22EA2D8FDDD4DA6EAAC3A916994898;TIMEOUT=86400");
            }

            if (OuterError is { } outer)
            {
                OuterError = null;
                return Json(MethodAnswer.Write(outer));
            }

            if (_cipher is null || request.Header("Cookie") != "TP_SESSIONID=4C22EA2D8FDDD4DA6EAAC3A916994898" || !PassthroughEnvelope.TryOpenRequest(_cipher, request.Body, out var json))
            {
                return Json(MethodAnswer.Write(ErrorCode.SessionTimeout));
            }

            Plain.Add(Encoding.UTF8.GetString(json));
            Assert.True(MethodRequest.TryParse(json, out var inner));
            if (inner.Method == LoginDevice.Method)
            {
                return Login(inner);
            }

            return _loggedIn && request.Target == "/app?token=A1B2"
                ? Json(Seal(_cipher, model.Answer(json)))
                : Json(MethodAnswer.Write(ErrorCode.SessionTimeout));
        }
    }

    private RawReply Login(MethodRequest login)
    {
        var field = login.Parameters.TryGetProperty("password2", out _) ? "password2" : "password";
        Logins.Add(field);
        _loggedIn = PasswordFields.Contains(field) && LoginDevice.Matches(login.Parameters, credentials);
        var reply = PassthroughEnvelope.SealReply(_cipher!, _loggedIn ? MethodAnswer.Write(0, """{"token":"A1B2"}"""u8.ToArray()) : MethodAnswer.Write(ErrorCode.LoginCredentials));
        if (!_loggedIn)
        {
            _cipher = null;
        }

        return Json(reply);
    }

    private RawReply Json(byte[] body) => RawReply.Ok(body, After);
}
