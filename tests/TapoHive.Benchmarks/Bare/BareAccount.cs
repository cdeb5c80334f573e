using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TapoHive.Benchmarks.Bare;

/// <summary>An account, hashed ahead in every form that a plug may ask for.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Plugs compare SHA-1.")]
internal sealed class BareAccount(string username, string password)
{
    public byte[] KlapHash { get; } = SHA256.HashData([.. SHA1.HashData(Encoding.UTF8.GetBytes(username)), .. SHA1.HashData(Encoding.UTF8.GetBytes(password))]);

    public string AesUsername { get; } = OfHex(username);

    public string AesPassword { get; } = Convert.ToBase64String(Encoding.UTF8.GetBytes(password));

    public string AesPassword2 { get; } = OfHex(password);

    private static string OfHex(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)))));
}
