using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TapoHive.Protocol.Klap;

/// <summary>The hashes of the KLAP handshake (PROTOCOL 3.1), for both sides. L is the client's seed, R the device's.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The plug's own choice (PROTOCOL 3.1).")]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The plug's own choice (PROTOCOL 3.1).")]
public static class KlapHashes
{
    /// <summary>Length of a seed.</summary>
    public const int SeedLength = 16;

    /// <summary>Length of a proof: a SHA-256.</summary>
    public const int ProofLength = 32;

    /// <exception cref="ArgumentException">It has another length than a seed has.</exception>
    internal static void CheckSeed(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedLength)
        {
            throw new ArgumentException($"A seed has {SeedLength} bytes.", nameof(seed));
        }
    }

    /// <summary>What both sides know of the credentials: 16 bytes in <see cref="KlapVersion.V1"/>, 32 in <see cref="KlapVersion.V2"/>. As good
    /// as a password to a plug: keep it as one.</summary>
    public static byte[] Auth(KlapVersion version, PlugCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (version == KlapVersion.V1)
        {
            return MD5.HashData([.. MD5.HashData(User()), .. MD5.HashData(Password())]);
        }

        // A copy for each: whoever has it wipes it.
        return [.. credentials.KlapAuth ??= SHA256.HashData([.. SHA1.HashData(User()), .. SHA1.HashData(Password())])];

        byte[] User() => Encoding.UTF8.GetBytes(credentials.Username);
        byte[] Password() => Encoding.UTF8.GetBytes(credentials.Password);
    }

    /// <summary>What the device proves itself with in its answer to handshake1.</summary>
    public static byte[] ServerProof(KlapVersion version, ReadOnlySpan<byte> localSeed, ReadOnlySpan<byte> remoteSeed, ReadOnlySpan<byte> auth) =>
        version == KlapVersion.V1 ? SHA256.HashData([.. localSeed, .. auth]) : SHA256.HashData([.. localSeed, .. remoteSeed, .. auth]);

    /// <summary>What the client proves itself with in handshake2.</summary>
    public static byte[] ClientProof(KlapVersion version, ReadOnlySpan<byte> localSeed, ReadOnlySpan<byte> remoteSeed, ReadOnlySpan<byte> auth) =>
        version == KlapVersion.V1 ? SHA256.HashData([.. remoteSeed, .. auth]) : SHA256.HashData([.. remoteSeed, .. localSeed, .. auth]);
}
