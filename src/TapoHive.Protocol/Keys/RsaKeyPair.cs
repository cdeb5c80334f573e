using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Encodings;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace TapoHive.Protocol.Keys;

/// <summary>
/// An RSA key pair whose public half goes to plugs, which wrap symmetric keys for it. It has no <c>ToString</c> of its own
/// and gives its private half to nobody. Safe for use by several threads.
/// </summary>
public sealed class RsaKeyPair
{
    private static readonly BigInteger Exponent = BigInteger.ValueOf(65537);

    private readonly RsaPrivateCrtKeyParameters _private;
    private readonly NativeUnwrapping? _native;

    private RsaKeyPair(RsaKeyParameters publicHalf, RsaPrivateCrtKeyParameters privateHalf)
    {
        Public = new RsaPublicKey(publicHalf.Modulus, publicHalf.Exponent);
        _private = privateHalf;
        _native = NativeUnwrapping.TryFor(privateHalf, Public);
    }

    private int Length => (_private.Modulus.BitLength + 7) / 8;

    /// <summary>What plugs may know.</summary>
    public RsaPublicKey Public { get; }

    /// <summary>Makes a new pair with exponent 65537. Takes ten (1024 bits) to a hundred (2048 bits) milliseconds of processor time, and several times
    /// that where the system's library makes no such keys any more: let an <see cref="RsaKeyRing"/> do it ahead.</summary>
    /// <param name="bits">Length of the modulus: 1024 for the securePassthrough handshake, other lengths are refused by plugs
    /// with -1010 (PROTOCOL 2.1); 2048 for discovery.</param>
    public static RsaKeyPair Generate(int bits)
    {
        byte[] der = [];
        try
        {
            using var made = RSA.Create(bits);
            der = made.ExportPkcs8PrivateKey();
            return FromPkcs8(der);
        }
        catch (CryptographicException)
        {
            return GenerateHere(bits);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    // A system may forbid keys as short as plugs demand.
    private static RsaKeyPair GenerateHere(int bits)
    {
        var generator = new RsaKeyPairGenerator();
        generator.Init(new RsaKeyGenerationParameters(Exponent, new SecureRandom(), bits, certainty: 100));
        var pair = generator.GenerateKeyPair();
        return new RsaKeyPair((RsaKeyParameters)pair.Public, (RsaPrivateCrtKeyParameters)pair.Private);
    }

    /// <summary>Takes a pair from a PKCS#8 document.</summary>
    /// <exception cref="ArgumentException">It is not an RSA key.</exception>
    public static RsaKeyPair FromPkcs8(byte[] der)
    {
        return PrivateKeyFactory.CreateKey(der) is RsaPrivateCrtKeyParameters key
            ? new RsaKeyPair(new RsaKeyParameters(isPrivate: false, key.Modulus, key.PublicExponent), key)
            : throw new ArgumentException("Not an RSA private key.", nameof(der));
    }

    /// <summary>Opens what a plug wrapped with PKCS#1 v1.5 (handshake reply, PROTOCOL 2.1); false for anything else, or, with some libraries of the system,
    /// bytes without meaning for what has a wrong padding.</summary>
    public bool TryUnwrapPkcs1(ReadOnlySpan<byte> wrapped, [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        return _native is null
            ? TryUnwrap(new Pkcs1Encoding(new RsaBlindedEngine()), wrapped, out plain)
            : wrapped.Length == Length && _native.TryUnwrapPkcs1(wrapped, out plain);
    }

    /// <summary>Opens what a device wrapped with OAEP, SHA-1 and MGF1-SHA-1 (<c>encrypt_info</c>, PROTOCOL 1.3); false for anything else.</summary>
    public bool TryUnwrapOaep(ReadOnlySpan<byte> wrapped, [NotNullWhen(true)] out byte[]? plain) =>
        TryUnwrap(new OaepEncoding(new RsaBlindedEngine(), new Sha1Digest()), wrapped, out plain);

    private bool TryUnwrap(IAsymmetricBlockCipher cipher, ReadOnlySpan<byte> wrapped, [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        if (wrapped.Length != Length)
        {
            return false;
        }

        try
        {
            cipher.Init(forEncryption: false, _private);
            plain = cipher.ProcessBlock(wrapped.ToArray(), 0, wrapped.Length);
            return true;
        }
        catch (Exception e) when (e is CryptoException or ArgumentException or InvalidOperationException)
        {
            // A number at or above the modulus, or a padding that is none: the peer sent something else.
            return false;
        }
    }
}
