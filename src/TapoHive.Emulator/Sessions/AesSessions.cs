using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Methods;
using TapoHive.Emulator.Web;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.SecurePassthrough;

namespace TapoHive.Emulator.Sessions;

/// <summary>
/// The securePassthrough side of a plug (PROTOCOL 2): a few sessions, each with its cookie; the oldest makes room. A failed login ends
/// its session. Not thread-safe; its plug guards it.
/// </summary>
internal sealed class AesSessions
{
    private const int MostSessions = 8;
    private const int KeyBits = 1024;
    private static readonly string[] _timeNames = ["requestTimeMils", "request_time_milis", "requestTimeMilis"];

    private readonly List<AesSession> _sessions = [];

    /// <summary>Understands a request to <c>/app</c>.</summary>
    public Exchange Open(HttpRequest request, DateTimeOffset now)
    {
        var outer = WireText.Read(request.Body);
        if (outer.ValueKind is not JsonValueKind.Object || !outer.TryGetProperty("method", out var method) || method.ValueKind is not JsonValueKind.String)
        {
            return Refusal("app", ErrorCode.NotDecodable);
        }

        if (method.ValueEquals(PassthroughHandshake.Method))
        {
            return new Exchange.Step(PassthroughHandshake.Method, RequestKind.Handshake, admission => Shake(request, admission));
        }

        return method.ValueEquals(PassthroughEnvelope.Method)
            ? OpenEnvelope(request, now)
            : Refusal(method.GetString()!, ErrorCode.SessionUnknown);
    }

    /// <summary>Whether a cookie belongs to a session that has logged in.</summary>
    public bool IsLoggedIn(string? id) => _sessions.Exists(s => s.Token is not null && s.Id.Equals(id, StringComparison.Ordinal));

    /// <summary>Forgets everything.</summary>
    public void Clear() => _sessions.Clear();

    private (int Code, HttpReply Reply) Shake(HttpRequest request, Admission admission)
    {
        if (!PassthroughHandshake.TryReadRequest(request.Body, out var key) || key.Bits != KeyBits)
        {
            return (ErrorCode.KeyInvalid, HttpReply.OfCode(ErrorCode.KeyInvalid));
        }

        if (_sessions.Count >= MostSessions)
        {
            _sessions.RemoveAt(0);
        }

        var session = new AesSession(SessionLife.NewId(), PassthroughCipher.Fresh(key, out var wrapped), admission.Now + SessionLife.Length);
        _sessions.Add(session);
        return (ErrorCode.Success, HttpReply.OfJson(PassthroughHandshake.Reply(wrapped), session.Id));
    }

    private Exchange OpenEnvelope(HttpRequest request, DateTimeOffset now)
    {
        var id = request.Session;
        _sessions.RemoveAll(s => s.Until <= now);
        if (_sessions.Find(s => s.Id.Equals(id, StringComparison.Ordinal)) is not { } session)
        {
            return Refusal(PassthroughEnvelope.Method, ErrorCode.SessionUnknown);
        }

        if (!PassthroughEnvelope.TryOpenRequest(session.Cipher, request.Body, out var inner))
        {
            return Refusal(PassthroughEnvelope.Method, ErrorCode.DecryptionFailed);
        }

        var json = WireText.Read(inner);
        if (json.ValueKind is JsonValueKind.Object && json.TryGetProperty("method", out var method) && method.ValueKind is JsonValueKind.String
            && method.ValueEquals(LoginDevice.Method))
        {
            return new Exchange.Step(LoginDevice.Method, RequestKind.Login, admission => LogIn(session, json, admission));
        }

        return session.Token is { } token && token.Equals(request.Parameter("token"), StringComparison.Ordinal)
            ? new Exchange.Request(json, (answer, wrong) => Seal(session, answer, wrong))
            : Refusal(PassthroughEnvelope.Method, ErrorCode.SessionUnknown);
    }

    private (int Code, HttpReply Reply) LogIn(AesSession session, JsonElement request, Admission admission)
    {
        var parameters = request.TryGetProperty("params", out var given) ? given : default;
        var known = admission.Model.LoginVersion >= 2
            || (parameters.ValueKind is JsonValueKind.Object && parameters.TryGetProperty("password", out _) && !parameters.TryGetProperty("password2", out _));
        if (!known || (admission.StrictTime && !HasTime(request)) || !LoginDevice.Matches(parameters, admission.Credentials))
        {
            _sessions.Remove(session);
            return (ErrorCode.LoginFailed, Seal(session, new Answer(ErrorCode.LoginFailed).ToJson(), wrong: false));
        }

        session.Token = RandomNumberGenerator.GetHexString(32);
        Answer granted = new JsonObject { ["token"] = session.Token };
        return (ErrorCode.Success, Seal(session, granted.ToJson(), wrong: false));
    }

    private static bool HasTime(JsonElement request) => _timeNames.Any(name =>
        request.TryGetProperty(name, out var time) && time.ValueKind is JsonValueKind.Number && time.TryGetInt64(out var value) && value != 0);

    private static HttpReply Seal(AesSession session, JsonObject answer, bool wrong)
    {
        if (wrong)
        {
            using var stranger = PassthroughCipher.From(RandomNumberGenerator.GetBytes(PassthroughCipher.KeyAndIvLength));
            return HttpReply.OfJson(PassthroughEnvelope.SealReply(stranger, WireText.Bytes(answer)));
        }

        return HttpReply.OfJson(PassthroughEnvelope.SealReply(session.Cipher, WireText.Bytes(answer)));
    }

    private static Exchange.Plain Refusal(string name, int code) => new(name, code, HttpReply.OfCode(code));
}
