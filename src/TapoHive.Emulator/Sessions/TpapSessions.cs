using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Methods;
using TapoHive.Emulator.Web;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Tpap;
using ErrorCode = TapoHive.Protocol.Methods.ErrorCode;

namespace TapoHive.Emulator.Sessions;

/// <summary>
/// The TPAP side of a plug (PROTOCOL 4): logins that were begun, a few sessions, and the count of wrong passwords after which it locks itself and refuses
/// right ones too. How many real firmware allows and for how long it stays locked is not known; a further try while it is locked begins the time anew.
/// Not thread-safe; its plug guards it.
/// </summary>
internal sealed class TpapSessions
{
    /// <summary>Wrong passwords until it locks itself.</summary>
    public const int MostWrong = 5;

    private const int MostBegun = 4;
    private const int MostSessions = 4;
    private const int SaltLength = 16;
    private const int Iterations = 3000;
    private const int TokenLength = 32;
    private const int HighestStart = 1 << 20;
    private static readonly NodaTime.Duration _lifetime = NodaTime.Duration.FromHours(1);

    private readonly List<TpapDeviceHandshake> _begun = [];
    private readonly List<(string Token, TpapCipher Cipher, DateTimeOffset Until)> _sessions = [];
    private (string Passcode, byte[] Salt, SpakeSecret Secret)? _held;
    private DateTimeOffset? _lockedUntil;
    private TimeSpan _lockLength;

    /// <summary>How long it stays locked by itself.</summary>
    public static TimeSpan UsualLock { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Wrong passwords since the last right one.</summary>
    public int Wrong { get; private set; }

    /// <summary>Whether it refuses every login.</summary>
    public bool IsLocked(DateTimeOffset now) => _lockedUntil > now;

    /// <summary>Whether a path is one of a session.</summary>
    public static bool IsSession(string path) => TokenOf(path) is not null;

    /// <summary>Understands a login step.</summary>
    public Exchange Open(HttpRequest request, TpapOffer offer, DateTimeOffset now)
    {
        if (!MethodRequest.TryParse(request.Body, out var login) || login.Method != TpapLogin.Method)
        {
            return new Exchange.Plain("login", ErrorCode.TransportUnknown, HttpReply.OfCode(ErrorCode.TransportUnknown));
        }

        return TpapLogin.StepOf(login.Parameters) switch
        {
            TpapLogin.Discover when IsLocked(now) => new Exchange.Plain(TpapLogin.Discover, ErrorCode.Account, HttpReply.OfCode(ErrorCode.Account)),
            TpapLogin.Discover => new Exchange.Plain(TpapLogin.Discover, ErrorCode.Success, Done(offer.Write())),
            TpapLogin.Register => new Exchange.Step(TpapLogin.Register, RequestKind.Handshake, admission => Unlocked(admission, () => Begin(login.Parameters, admission))),
            TpapLogin.Share => new Exchange.Step(TpapLogin.Share, RequestKind.Login, admission => Unlocked(admission, () => Finish(login.Parameters, admission))),
            _ => new Exchange.Plain("login", ErrorCode.Parameters, HttpReply.OfCode(ErrorCode.Parameters)),
        };
    }

    /// <summary>Understands a request of a session.</summary>
    public Exchange OpenRequest(HttpRequest request, DateTimeOffset now)
    {
        var token = TokenOf(request.Path);
        _sessions.RemoveAll(s => s.Until <= now);
        var index = _sessions.FindIndex(s => s.Token.Equals(token, StringComparison.Ordinal));
        if (index < 0 || !_sessions[index].Cipher.TryOpen(request.Body, out var sequence, out var json) || sequence < _sessions[index].Cipher.NextSequence)
        {
            // A plug that does not know the session says so in the open, with the number of a wrong password (PROTOCOL 4.7).
            return new Exchange.Plain("ds", ErrorCode.PakeShare, HttpReply.OfCode(ErrorCode.PakeShare));
        }

        var cipher = _sessions[index].Cipher;
        cipher.Advance(sequence);
        return new Exchange.Request(WireText.Read(json), (answer, wrong) =>
        {
            var body = cipher.Seal(sequence, WireText.Bytes(answer));
            if (wrong)
            {
                body[^1] ^= 0xFF;
            }

            return HttpReply.OfBytes(body);
        });
    }

    /// <summary>Forgets logins and sessions; wrong passwords stay counted.</summary>
    public void Clear()
    {
        _begun.Clear();
        _sessions.Clear();
    }

    /// <summary>Locks it, as after too many wrong passwords.</summary>
    public void Lock(TimeSpan length, DateTimeOffset now) => (_lockLength, _lockedUntil) = (length, now + length);

    private (int Code, HttpReply Reply) Unlocked(Admission admission, Func<(int Code, HttpReply Reply)> step)
    {
        if (!IsLocked(admission.Now))
        {
            return step();
        }

        _lockedUntil = admission.Now + _lockLength;
        return Refused(ErrorCode.Account);
    }

    private (int Code, HttpReply Reply) Begin(JsonElement parameters, Admission admission)
    {
        var isWanted = PakeRegister.TryRead(parameters, out var register)
            && register.CipherSuites.Contains(TpapLogin.CipherSuite)
            && register.Encryptions.Contains(TpapLogin.Encryption, StringComparer.OrdinalIgnoreCase)
            && (Is(register.Username, hashType: null) || Is(register.Username, hashType: 1));
        if (!isWanted)
        {
            return Refused(ErrorCode.Parameters);
        }

        if (_begun.Count >= MostBegun)
        {
            _begun.RemoveAt(0);
        }

        var (salt, secret) = Secret(admission.Tpap!.Passcode);
        var handshake = TpapDeviceHandshake.Begin(secret, register!.UserRandom);
        _begun.Add(handshake);
        return (ErrorCode.Success, Done(new PakeRegistered(handshake.DeviceRandom, salt, handshake.Share, Iterations, admission.Tpap.Form).Write()));
    }

    private (int Code, HttpReply Reply) Finish(JsonElement parameters, Admission admission)
    {
        if (!PakeShare.TryRead(parameters, out var share))
        {
            return Refused(ErrorCode.Parameters);
        }

        if (_begun.Count == 0)
        {
            return Refused(ErrorCode.TpapSession);
        }

        var start = (uint)RandomNumberGenerator.GetInt32(1, HighestStart);
        for (var i = _begun.Count - 1; i >= 0; i--)
        {
            if (_begun[i].TryFinish(share.UserShare, share.UserConfirm, start, out var confirm, out var cipher))
            {
                _begun.RemoveAt(i);
                Wrong = 0;
                return (ErrorCode.Success, Done(Admit(cipher, start, confirm, admission.Now).Write()));
            }
        }

        _begun.RemoveAt(_begun.Count - 1);
        Wrong++;
        if (Wrong >= MostWrong)
        {
            Wrong = 0;
            Lock(UsualLock, admission.Now);
            return Refused(ErrorCode.Account);
        }

        var told = new JsonObject { ["failedAttempts"] = Wrong, ["remainAttempts"] = MostWrong - Wrong };
        return (ErrorCode.PakeShare, HttpReply.OfJson(new JsonObject { ["error_code"] = ErrorCode.PakeShare, ["result"] = told }));
    }

    private PakeShared Admit(TpapCipher cipher, uint start, byte[] confirm, DateTimeOffset now)
    {
        if (_sessions.Count >= MostSessions)
        {
            _sessions.RemoveAt(0);
        }

        var token = RandomNumberGenerator.GetHexString(TokenLength);
        _sessions.Add((token, cipher, now + _lifetime.ToTimeSpan()));
        return new PakeShared(confirm, token, start, _lifetime);
    }

    // One salt for a passcode, as long as it holds that; never one with which implementations differ (PROTOCOL 4.4).
    private (byte[] Salt, SpakeSecret Secret) Secret(string passcode)
    {
        while (_held is not var (held, salt, secret) || held != passcode || secret.IsAmbiguous)
        {
            var fresh = RandomNumberGenerator.GetBytes(SaltLength);
            _held = (passcode, fresh, SpakeSecret.Derive(passcode, fresh, Iterations));
        }

        return (_held.Value.Salt, _held.Value.Secret);
    }

    private static bool Is(string username, int? hashType) => TpapPasscode.Username(hashType).Equals(username, StringComparison.OrdinalIgnoreCase);

    private static (int Code, HttpReply Reply) Refused(int code) => (code, HttpReply.OfCode(code));

    private static HttpReply Done(byte[] result) => HttpReply.OfJson(MethodAnswer.Write(ErrorCode.Success, result));

    private static string? TokenOf(string path) =>
        path.StartsWith("/stok=", StringComparison.Ordinal) && path.EndsWith("/ds", StringComparison.Ordinal) ? path["/stok=".Length..^"/ds".Length] : null;
}
