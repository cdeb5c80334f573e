using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace TapoHive.Protocol.Keys;

/// <summary>
/// The private half of a key in the hands of the framework, which takes a tenth of the processor time that BouncyCastle takes. Machines with a strict
/// policy refuse keys of 1024 bits or PKCS#1 v1.5 altogether, so each key is tried out first; where it fails, there is none of these. Safe for use by several threads.
/// </summary>
internal sealed class NativeUnwrapping
{
    private const int ProbeLength = 32;
    private readonly RSAParameters _key;

    // The framework's objects are for one thread at a time; there come to be as many as threads unwrap at once.
    private readonly ConcurrentBag<RSA> _idle = [];

    private NativeUnwrapping(RSAParameters key) => _key = key;

    /// <summary>Tries a key out; nothing where the framework does not give back what was wrapped for it.</summary>
    public static NativeUnwrapping? TryFor(RsaPrivateCrtKeyParameters key, RsaPublicKey publicHalf)
    {
        var native = new NativeUnwrapping(ParametersOf(key));
        var probe = RandomNumberGenerator.GetBytes(ProbeLength);
        try
        {
            return native.TryUnwrapPkcs1(publicHalf.WrapPkcs1(probe), out var plain) && plain.AsSpan().SequenceEqual(probe) ? native : null;
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Opens what was wrapped with PKCS#1 v1.5; false for anything else. Newer libraries below give bytes of their own invention instead
    /// for what has a wrong padding, so that nobody learns from an error: what comes out is to be checked for its meaning.</summary>
    public bool TryUnwrapPkcs1(ReadOnlySpan<byte> wrapped, [NotNullWhen(true)] out byte[]? plain)
    {
        var rsa = _idle.TryTake(out var idle) ? idle : RSA.Create(_key);
        try
        {
            plain = rsa.Decrypt(wrapped, RSAEncryptionPadding.Pkcs1);
            return true;
        }
        catch (CryptographicException)
        {
            plain = null;
            return false;
        }
        finally
        {
            _idle.Add(rsa);
        }
    }

    private static RSAParameters ParametersOf(RsaPrivateCrtKeyParameters key)
    {
        var bytes = (key.Modulus.BitLength + 7) / 8;
        var half = (bytes + 1) / 2;
        return new RSAParameters
        {
            Modulus = Fixed(key.Modulus, bytes),
            Exponent = key.PublicExponent.ToByteArrayUnsigned(),
            D = Fixed(key.Exponent, bytes),
            P = Fixed(key.P, half),
            Q = Fixed(key.Q, half),
            DP = Fixed(key.DP, half),
            DQ = Fixed(key.DQ, half),
            InverseQ = Fixed(key.QInv, half),
        };
    }

    private static byte[] Fixed(BigInteger number, int length)
    {
        var digits = number.ToByteArrayUnsigned();
        var bytes = new byte[length];
        digits.CopyTo(bytes, length - digits.Length);
        return bytes;
    }
}
