using System.Text;
using System.Text.Json;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Discovery;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Tests.Http;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Protocol.Tests.Sessions;

/// <summary>A plug that speaks TPAP, made of the device's side of the codecs.</summary>
internal sealed class TpapPlug(ModelPlug model, PlugCredentials credentials)
{
    public const string Token = "8F3A0C55E1";

    private readonly Lock _gate = new();
    private TpapDeviceHandshake? _handshake;
    private TpapCipher? _cipher;

    /// <summary>What it asks the password to be turned into.</summary>
    public PasscodeForm Form { get; set; } = new PasscodeForm.Shadow(2);

    /// <summary>The kinds of passcode it takes.</summary>
    public int[] Passcodes { get; set; } = [2];

    public int? UserHashType { get; set; }

    public uint StartSequence { get; set; } = 1;

    public NodaTime.Duration? Lifetime { get; set; } = NodaTime.Duration.FromHours(1);

    /// <summary>Error codes, and statuses, that take the place of a step's answer.</summary>
    public Dictionary<string, int> Codes { get; } = [];

    public Dictionary<string, int> Statuses { get; } = [];

    /// <summary>Whole bodies that take the place of a step's answer.</summary>
    public Dictionary<string, string> Bodies { get; } = [];

    /// <summary>What is done to the JSON of a step's result.</summary>
    public Func<string, string, string> Rewrite { get; set; } = static (_, json) => json;

    /// <summary>What is done to the bytes of a reply in the session.</summary>
    public Func<byte[], byte[]> Tamper { get; set; } = static body => body;

    /// <summary>The salts of the next registers; a fixed one when they are used up.</summary>
    public Queue<byte[]> Salts { get; } = [];

    public After After { get; set; } = After.Keep;

    public List<string> Steps { get; } = [];

    public List<uint> Sequences { get; } = [];

    public void Forget() => _cipher = null;

    public RawReply Answer(RawRequest request)
    {
        lock (_gate)
        {
            if (request.Path == $"/stok={Token}/ds")
            {
                return InSession(request);
            }

            if (request.Path != "/" || !MethodRequest.TryParse(request.Body, out var login))
            {
                return RawReply.Status(404);
            }

            var step = TpapLogin.StepOf(login.Parameters)!;
            Steps.Add(step);
            return Statuses.TryGetValue(step, out var status) ? RawReply.Status(status)
                : Bodies.TryGetValue(step, out var body) ? RawReply.Ok(body, After)
                : Codes.TryGetValue(step, out var code) ? RawReply.Ok(MethodAnswer.Write(code), After)
                : step switch
                {
                    TpapLogin.Discover => Result(step, new TpapOffer(Mac.Parse(ModelPlug.Mac), new TpapInvitation(0, null, Passcodes, true), null).Write()),
                    TpapLogin.Register => Register(login.Parameters),
                    _ => Share(login.Parameters),
                };
        }
    }

    private RawReply Register(JsonElement parameters)
    {
        Assert.True(PakeRegister.TryRead(parameters, out var register));
        Assert.Equal([1], register.CipherSuites);
        Assert.Equal(["aes_128_ccm"], register.Encryptions);
        Assert.Equal(TpapPasscode.Username(UserHashType), register.Username);
        Assert.Equal(Passcodes.Contains(0) ? "default_userpw" : "userpw", register.PasscodeType);
        var salt = Salts.TryDequeue(out var next) ? next : [.. "a fixed salt...."u8];
        var mac = Mac.Parse(ModelPlug.Mac);
        var passcode = Passcodes.Contains(0) ? TpapPasscode.Default(mac) : TpapPasscode.Of(Form, credentials, mac) ?? "unknown";
        _handshake = TpapDeviceHandshake.Begin(SpakeSecret.Derive(passcode, salt, 3000), register.UserRandom);
        return Result(TpapLogin.Register, new PakeRegistered(_handshake.DeviceRandom, salt, _handshake.Share, 3000, Form).Write());
    }

    private RawReply Share(JsonElement parameters)
    {
        Assert.True(PakeShare.TryRead(parameters, out var share));
        if (!_handshake!.TryFinish(share.UserShare, share.UserConfirm, StartSequence, out var confirm, out _cipher))
        {
            return RawReply.Ok("""{"error_code":-2203,"result":{"failedAttempts":3,"remainAttempts":7}}""", After);
        }

        _cipher.Advance(StartSequence - 1);
        return Result(TpapLogin.Share, new PakeShared(confirm, Token, StartSequence, Lifetime).Write());
    }

    private RawReply InSession(RawRequest request)
    {
        if (Statuses.TryGetValue("ds", out var status))
        {
            return RawReply.Status(status);
        }

        if (_cipher is null || !_cipher.TryOpen(request.Body, out var sequence, out var json))
        {
            return RawReply.Ok("""{"error_code":-2203}""", After);
        }

        Sequences.Add(sequence);
        return RawReply.Ok(Tamper(_cipher.Seal(sequence, model.Answer(json))), After);
    }

    private RawReply Result(string step, byte[] result) =>
        RawReply.Ok(MethodAnswer.Write(0, Encoding.UTF8.GetBytes(Rewrite(step, Encoding.UTF8.GetString(result)))), After);
}
