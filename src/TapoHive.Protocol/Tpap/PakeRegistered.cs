using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TapoHive.Protocol.Tpap;

/// <summary>A device's answer to <c>pake_register</c> (PROTOCOL 4.2).</summary>
/// <param name="DeviceRandom">The device's random bytes.</param>
/// <param name="Salt">For the passcode.</param>
/// <param name="Share">Its share, compressed or not.</param>
/// <param name="Iterations">For the passcode.</param>
/// <param name="Form">How the password becomes the passcode.</param>
public sealed record PakeRegistered(byte[] DeviceRandom, byte[] Salt, byte[] Share, int Iterations, PasscodeForm Form)
{
    private const int UsualIterations = 3000;

    // Bounds the time that a device can make this process spend on it.
    private const int MostIterations = 100_000;
    private const int LongestSalt = 256;

    /// <summary>Reads a result. False, with what is wrong with it, where it lacks something or has what was not offered.</summary>
    internal static bool TryRead(JsonElement result, [NotNullWhen(true)] out PakeRegistered? registered, [NotNullWhen(false)] out string? wrong)
    {
        registered = null;
        if (TpapLogin.Numbers(result, "cipher_suites") is { Count: > 0 } suites && (suites.Count > 1 || suites[0] != TpapLogin.CipherSuite))
        {
            wrong = "chose a cipher suite that was not offered";
            return false;
        }

        if (TpapLogin.Texts(result, "encryption") is { Count: > 0 } encryptions
            && (encryptions.Count > 1 || !encryptions[0].Equals(TpapLogin.Encryption, StringComparison.OrdinalIgnoreCase)))
        {
            wrong = "chose an encryption that was not offered";
            return false;
        }

        // Seen on every plug, so it is what one means that does not say.
        var iterations = result.Member("iterations") is null ? UsualIterations : result.Small("iterations") ?? 0;
        if (iterations is < 1 or > MostIterations)
        {
            wrong = "asks for a number of iterations out of all bounds";
            return false;
        }

        if (TpapLogin.Bytes(result, "dev_random") is not { Length: > 0 } random
            || TpapLogin.Bytes(result, "dev_salt") is not { Length: > 0 and <= LongestSalt } salt
            || TpapLogin.Bytes(result, "dev_share") is not { Length: > 0 } share)
        {
            wrong = "left out what a login needs";
            return false;
        }

        wrong = null;
        registered = new PakeRegistered(random, salt, share, iterations, PasscodeForm.Read(result));
        return true;
    }

    /// <summary>The result, as a device sends it.</summary>
    public byte[] Write() => WireJson.WriteObject(json =>
    {
        json.WriteBase64String("dev_random", DeviceRandom);
        json.WriteBase64String("dev_salt", Salt);
        json.WriteBase64String("dev_share", Share);
        json.WriteNumber("cipher_suites", TpapLogin.CipherSuite);
        json.WriteNumber("iterations", Iterations);
        json.WriteString("encryption", TpapLogin.Encryption);
        Form.Write(json);
    });
}
