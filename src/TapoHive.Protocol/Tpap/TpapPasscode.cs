using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using TapoHive.Domain.Plugs;

namespace TapoHive.Protocol.Tpap;

/// <summary>The passcodes of a TPAP login (PROTOCOL 4.2, 4.3), for both sides. Each is as good as a password to its plug: keep it as one.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The plug's own choice (PROTOCOL 4.3).")]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The plug's own choice (PROTOCOL 4.2, 4.3).")]
public static class TpapPasscode
{
    private const int DefaultLength = 32;
    private const string LocalUser = "admin";

    /// <summary>The <c>username</c> of a register request, which is never made from the account (PROTOCOL 4.2).</summary>
    /// <param name="hashType">The device's <c>user_hash_type</c>.</param>
    public static string Username(int? hashType) => hashType == 1
        ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(LocalUser)))
        : Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(LocalUser)));

    /// <summary>
    /// The passcode of an account; nothing where the form is not known here. A password beyond ASCII is hashed whole, though the vendor's app is said to cut it
    /// short (PROTOCOL 4.3): which of the two a device holds is not known, and a second try would cost an attempt.
    /// </summary>
    public static string? Of(PasscodeForm form, PlugCredentials account, Mac? mac)
    {
        ArgumentNullException.ThrowIfNull(account);
        return form switch
        {
            PasscodeForm.Plain => account.Username.Length == 0 ? account.Password : $"{account.Username}/{account.Password}",
            PasscodeForm.Shadow { Id: 2 or 4 } => Sha1(account.Password),
            PasscodeForm.Shadow { Id: 3 } when mac is { } address =>
                Sha1($"{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(account.Username)))}_{address.ToString().Replace('-', ':')}"),
            PasscodeForm.Salted salted =>
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{(salted.Name == 0 ? LocalUser : "user")}{salted.Salt}{account.Password}"))),
            _ => null,
        };
    }

    /// <summary>The passcode of a device that no account owns.</summary>
    public static string Default(Mac mac)
    {
        Span<byte> address = stackalloc byte[sizeof(ulong)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(address, mac.Bits);
        var bytes = address[2..];
        byte[] material = [.. "GqY5o136oa4i6VprTlMW2DpVXxmfW8"u8, .. bytes[3..], .. bytes[..3]];
        return Convert.ToHexString(HKDF.DeriveKey(
            HashAlgorithmName.SHA256, material, DefaultLength, "tp-kdf-salt-default-passcode"u8.ToArray(), "tp-kdf-info-default-passcode"u8.ToArray()));
    }

    private static string Sha1(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
}
