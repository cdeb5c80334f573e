using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;

namespace TapoHive.Protocol.Keys;

/// <summary>The public half of an RSA key: written as PEM by clients, read and used for wrapping by devices.</summary>
public sealed class RsaPublicKey
{
    private const string SpkiLabel = "PUBLIC KEY";
    private const string Pkcs1Label = "RSA PUBLIC KEY";

    // A 16384-bit key needs fewer base64 characters; longer texts are not keys.
    private const int LongestBody = 4096;
    private const int ShortestModulus = 512;
    private const int LongestExponent = 64;

    private readonly RsaPublicKeyStructure _key;

    internal RsaPublicKey(BigInteger modulus, BigInteger exponent)
    {
        _key = new RsaPublicKeyStructure(modulus, exponent);
        var der = new SubjectPublicKeyInfo(new AlgorithmIdentifier(PkcsObjectIdentifiers.RsaEncryption, DerNull.Instance), _key).GetDerEncoded();
        var body = Convert.ToBase64String(der);
        OneLinePem = $"-----BEGIN {SpkiLabel}-----\n{body}\n-----END {SpkiLabel}-----\n";
        Pem = $"-----BEGIN {SpkiLabel}-----\n{string.Join('\n', body.Chunk(64).Select(static line => new string(line)))}\n-----END {SpkiLabel}-----\n";
    }

    /// <summary>Length of the modulus in bits.</summary>
    public int Bits => _key.Modulus.BitLength;

    /// <summary>SubjectPublicKeyInfo as PEM in lines of 64, newline at the end: the layout of discovery probes (PROTOCOL 1.1).</summary>
    public string Pem { get; }

    /// <summary>The same with the whole body on one line: the layout of the handshake (PROTOCOL 2.1).</summary>
    public string OneLinePem { get; }

    /// <summary>
    /// Reads a PEM text as the many clients write it: body on one line or in lines of 64 or 76 columns, any newlines,
    /// SubjectPublicKeyInfo or PKCS#1 (PROTOCOL 1.1, 2.1). The BEGIN and END lines must be there. Never throws.
    /// </summary>
    public static bool TryParsePem([NotNullWhen(true)] string? pem, [NotNullWhen(true)] out RsaPublicKey? key)
    {
        key = null;
        if (pem is null)
        {
            return false;
        }

        return TryBody(pem, SpkiLabel, out var der) ? TryKey(der, OfSubjectPublicKeyInfo, out key)
            : TryBody(pem, Pkcs1Label, out der) && TryKey(der, RsaPublicKeyStructure.GetInstance, out key);
    }

    /// <summary>Wraps at most <c>Bits / 8 - 11</c> bytes with PKCS#1 v1.5, as a plug does for its handshake reply.</summary>
    public byte[] WrapPkcs1(ReadOnlySpan<byte> plain) => Wrap(plain, RSAEncryptionPadding.Pkcs1);

    /// <summary>Wraps at most <c>Bits / 8 - 42</c> bytes with OAEP-SHA-1, as a device does for <c>encrypt_info</c>.</summary>
    public byte[] WrapOaep(ReadOnlySpan<byte> plain) => Wrap(plain, RSAEncryptionPadding.OaepSHA1);

    // The framework's RSA, because BouncyCastle's proves at each import that a modulus is composite: milliseconds for each
    // of the many clients of an emulated plug, and nothing that a device would have to know of a key that is not its own.
    private byte[] Wrap(ReadOnlySpan<byte> plain, RSAEncryptionPadding padding)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = _key.Modulus.ToByteArrayUnsigned(), Exponent = _key.PublicExponent.ToByteArrayUnsigned() });
        return rsa.Encrypt(plain, padding);
    }

    private static bool TryBody(string pem, string label, [NotNullWhen(true)] out byte[]? der)
    {
        der = null;
        var begin = $"-----BEGIN {label}-----";
        var start = pem.IndexOf(begin, StringComparison.Ordinal);
        var end = pem.IndexOf($"-----END {label}-----", StringComparison.Ordinal);
        if (start < 0 || end < start + begin.Length || end - start > LongestBody)
        {
            return false;
        }

        der = Base64Text.Decode(pem[(start + begin.Length)..end]);
        return der is not null;
    }

    private static RsaPublicKeyStructure? OfSubjectPublicKeyInfo(byte[] der)
    {
        var info = SubjectPublicKeyInfo.GetInstance(der);
        return info.Algorithm.Algorithm.Equals(PkcsObjectIdentifiers.RsaEncryption) ? RsaPublicKeyStructure.GetInstance(info.ParsePublicKey()) : null;
    }

    private static bool TryKey(byte[] der, Func<byte[], RsaPublicKeyStructure?> read, [NotNullWhen(true)] out RsaPublicKey? key)
    {
        key = null;
        try
        {
            if (read(der) is { } found
                && IsOdd(found.Modulus) && found.Modulus.BitLength >= ShortestModulus
                && IsOdd(found.PublicExponent) && found.PublicExponent.BitLength is > 1 and <= LongestExponent)
            {
                key = new RsaPublicKey(found.Modulus, found.PublicExponent);
            }

            return key is not null;
        }
#pragma warning disable CA1031 // The DER parser reports what is no key with exceptions of many kinds; all of them mean the same here.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static bool IsOdd(BigInteger number) => number.SignValue > 0 && number.TestBit(0);
}
