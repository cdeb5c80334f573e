using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TapoHive.Protocol.Tpap;

/// <summary>A client's <c>pake_register</c> (PROTOCOL 4.2). Nothing in it comes from the account.</summary>
/// <param name="Username">A hash of a name that is the same everywhere.</param>
/// <param name="UserRandom">The client's 32 bytes.</param>
/// <param name="CipherSuites">What it offers.</param>
/// <param name="Encryptions">What it offers.</param>
/// <param name="PasscodeType">Which passcode it is going to show.</param>
public sealed record PakeRegister(string Username, byte[] UserRandom, IReadOnlyList<int> CipherSuites, IReadOnlyList<string> Encryptions, string PasscodeType)
{
    /// <summary>The passcode of a device that no account owns.</summary>
    public const string DefaultPasscode = "default_userpw";

    /// <summary>The passcode made from the account's password.</summary>
    public const string AccountPasscode = "userpw";

    /// <summary>The request of this client.</summary>
    public static byte[] Request(int? userHashType, ReadOnlySpan<byte> userRandom, string passcodeType)
    {
        var random = userRandom.ToArray();
        return TpapLogin.Request(TpapLogin.Register, json =>
        {
            json.WriteString("username", TpapPasscode.Username(userHashType));
            json.WriteBase64String("user_random", random);
            json.WriteStartArray("cipher_suites");
            json.WriteNumberValue(TpapLogin.CipherSuite);
            json.WriteEndArray();
            json.WriteStartArray("encryption");
            json.WriteStringValue(TpapLogin.Encryption);
            json.WriteEndArray();
            json.WriteString("passcode_type", passcodeType);
            json.WriteNull("stok");
        });
    }

    /// <summary>Reads a request's parameters on a device; false where the random bytes are missing.</summary>
    public static bool TryRead(JsonElement parameters, [NotNullWhen(true)] out PakeRegister? register)
    {
        register = TpapLogin.Bytes(parameters, "user_random") is { Length: > 0 } random
            ? new PakeRegister(
                parameters.Text("username") ?? string.Empty,
                random,
                TpapLogin.Numbers(parameters, "cipher_suites"),
                TpapLogin.Texts(parameters, "encryption"),
                parameters.Text("passcode_type") ?? string.Empty)
            : null;
        return register is not null;
    }
}
