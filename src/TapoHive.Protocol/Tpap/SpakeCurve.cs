using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace TapoHive.Protocol.Tpap;

/// <summary>
/// Arithmetic on P-256 for SPAKE2+ (PROTOCOL 4.4). The three fixed points are multiplied by a comb whose table is read in constant time. A
/// point that the peer chose is multiplied by a scalar with a random multiple of the group's order added, so that time tells nothing of a scalar that
/// comes from a password.
/// </summary>
internal static class SpakeCurve
{
    /// <summary>Bytes of a scalar, and of a coordinate.</summary>
    public const int ScalarLength = 32;

    private const int CompressedLength = 1 + ScalarLength;
    private const int UncompressedLength = 1 + (2 * ScalarLength);
    private const int BlindingBits = 64;

    private static readonly X9ECParameters _p256 = CustomNamedCurves.GetByName("secp256r1");

    /// <summary>The order of the group.</summary>
    public static BigInteger Order => _p256.N;

    /// <summary>RFC 9383's M, which hides the client's share.</summary>
    public static ECPoint M { get; } = Fixed("02886e2f97ace46e55ba9dd7242579f2993b64e16ef3dcab95afd497333d8fa12f");

    /// <summary>RFC 9383's N, which hides the device's share.</summary>
    public static ECPoint N { get; } = Fixed("03d8bbd6c639c62937b04d997f38c3770719c629d7014d49a24b4f98baa1292b49");

    /// <summary>A random scalar from 1 to the order less 1.</summary>
    public static BigInteger RandomScalar()
    {
        while (true)
        {
            var bytes = RandomNumberGenerator.GetBytes(ScalarLength);
            var scalar = new BigInteger(1, bytes);
            CryptographicOperations.ZeroMemory(bytes);
            if (scalar.SignValue > 0 && scalar.CompareTo(Order) < 0)
            {
                return scalar;
            }
        }
    }

    /// <summary>A scalar times the generator.</summary>
    public static ECPoint TimesGenerator(BigInteger scalar) => TimesFixed(_p256.G, scalar);

    /// <summary>A scalar times a point that never changes.</summary>
    public static ECPoint TimesFixed(ECPoint point, BigInteger scalar) => new FixedPointCombMultiplier().Multiply(point, scalar);

    /// <summary>A scalar times a point of the peer's.</summary>
    public static ECPoint TimesForeign(ECPoint point, BigInteger scalar)
    {
        var blinding = new BigInteger(1, RandomNumberGenerator.GetBytes(BlindingBits / 8));
        return point.Multiply(scalar.Add(Order.Multiply(blinding)));
    }

    /// <summary>Reads a point, compressed or not. False where the bytes are none, it is not on the curve, or it is the identity.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out ECPoint? point)
    {
        point = null;
        var isPoint = (encoded.Length == CompressedLength && encoded[0] is 2 or 3) || (encoded.Length == UncompressedLength && encoded[0] == 4);
        if (!isPoint)
        {
            return false;
        }

        try
        {
            var decoded = _p256.Curve.DecodePoint(encoded.ToArray());
            point = !decoded.IsInfinity && decoded.IsValid() ? decoded : null;
        }
        catch (ArgumentException)
        {
            // No such x on the curve, or a y of another x.
        }

        return point is not null;
    }

    /// <summary>A point's 65 bytes.</summary>
    public static byte[] Encode(ECPoint point) => point.Normalize().GetEncoded(compressed: false);

    private static ECPoint Fixed(string hex) => _p256.Curve.DecodePoint(Convert.FromHexString(hex));
}
