using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Encodings;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace TapoHive.Protocol.Keys;

/// <summary>The public half of an RSA key: written as PEM by clients, read and used for wrapping by devices.</summary>
public sealed class RsaPublicKey
{
    private const string SpkiLabel = "PUBLIC KEY";
    private const string Pkcs1Label = "RSA PUBLIC KEY";

    // A 16384-bit key needs fewer base64 characters; longer texts are not keys.
    private const int LongestBody = 4096;

    private readonly RsaKeyParameters _key;

    internal RsaPublicKey(RsaKeyParameters key)
    {
        _key = key;
        var der = SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(key).GetDerEncoded();
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

        return TryBody(pem, SpkiLabel, out var der) ? TryKey(der, PublicKeyFactory.CreateKey, out key)
            : TryBody(pem, Pkcs1Label, out der) && TryKey(der, static d => Pkcs1(d), out key);
    }

    /// <summary>Wraps at most <c>Bits / 8 - 11</c> bytes with PKCS#1 v1.5, as a plug does for its handshake reply.</summary>
    public byte[] WrapPkcs1(ReadOnlySpan<byte> plain) => Wrap(new Pkcs1Encoding(new RsaEngine()), plain);

    /// <summary>Wraps at most <c>Bits / 8 - 42</c> bytes with OAEP-SHA-1, as a device does for <c>encrypt_info</c>.</summary>
    public byte[] WrapOaep(ReadOnlySpan<byte> plain) => Wrap(new OaepEncoding(new RsaEngine(), new Sha1Digest()), plain);

    private byte[] Wrap(IAsymmetricBlockCipher cipher, ReadOnlySpan<byte> plain)
    {
        cipher.Init(forEncryption: true, new ParametersWithRandom(_key, new SecureRandom()));
        return cipher.ProcessBlock(plain.ToArray(), 0, plain.Length);
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

        var body = Encoding.ASCII.GetBytes(pem, start + begin.Length, end - start - begin.Length);
        der = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length)];
        if (Base64.DecodeFromUtf8(body, der, out _, out var written) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Array.Resize(ref der, written);
        return true;
    }

    private static bool TryKey(byte[] der, Func<byte[], AsymmetricKeyParameter> read, [NotNullWhen(true)] out RsaPublicKey? key)
    {
        key = null;
        try
        {
            if (read(der) is RsaKeyParameters { IsPrivate: false } rsa)
            {
                key = new RsaPublicKey(rsa);
            }
        }
#pragma warning disable CA1031 // The DER parser reports what is no key with exceptions of many kinds; all of them mean the same here.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }

        return key is not null;
    }

    private static RsaKeyParameters Pkcs1(byte[] der)
    {
        var structure = RsaPublicKeyStructure.GetInstance(der);
        return new RsaKeyParameters(isPrivate: false, structure.Modulus, structure.PublicExponent);
    }
}
