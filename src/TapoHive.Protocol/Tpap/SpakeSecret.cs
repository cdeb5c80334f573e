using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math;

namespace TapoHive.Protocol.Tpap;

/// <summary>
/// What SPAKE2+ makes of a passcode (PROTOCOL 4.4): two scalars, w0 for both sides and w1 for the client; a device may keep L = w1*G in its place. As
/// good as the passcode to that plug: disposing wipes the bytes.
/// </summary>
public sealed class SpakeSecret : IDisposable
{
    private const int HalfLength = 40;

    // Bytes of w0 as a transcript has them where nothing is left out.
    private const int UsualLength = SpakeCurve.ScalarLength;

    private readonly byte[] _w0;
    private readonly byte[] _w1;

    private SpakeSecret(byte[] w0, byte[] w1) => (_w0, _w1) = (w0, w1);

    /// <summary>
    /// Whether w0 has leading zeros, so that implementations differ over how a transcript holds it; which form devices use is not known (PROTOCOL 4.4).
    /// About one in 500. A client starts over, a device draws another salt.
    /// </summary>
    public bool IsAmbiguous => EncodedW0().Length != UsualLength;

    internal BigInteger W0 => new(1, _w0);

    internal BigInteger W1 => new(1, _w1);

    /// <summary>Derives both scalars.</summary>
    /// <param name="passcode">By the form that the plug asks for.</param>
    /// <param name="salt">The plug's.</param>
    /// <param name="iterations">The plug's; the caller has checked its bounds.</param>
    public static SpakeSecret Derive(string passcode, ReadOnlySpan<byte> salt, int iterations)
    {
        var text = Encoding.UTF8.GetBytes(passcode);
        var stretched = Rfc2898DeriveBytes.Pbkdf2(text, salt, iterations, HashAlgorithmName.SHA256, 2 * HalfLength);
        var secret = new SpakeSecret(Reduce(stretched.AsSpan(0, HalfLength)), Reduce(stretched.AsSpan(HalfLength)));
        CryptographicOperations.ZeroMemory(text);
        CryptographicOperations.ZeroMemory(stretched);
        return secret;
    }

    /// <summary>w0 as it stands in a transcript, after the vendor's app: as few bytes as hold it, led by a zero where their count is odd and the first bit is set.</summary>
    internal byte[] EncodedW0() => EncodeScalar(_w0);

    internal static byte[] EncodeScalar(ReadOnlySpan<byte> bigEndian)
    {
        var digits = bigEndian.TrimStart((byte)0);
        return digits.Length % 2 == 1 && (digits[0] & 0x80) != 0 ? [0, .. digits] : digits.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_w0);
        CryptographicOperations.ZeroMemory(_w1);
    }

    private static byte[] Reduce(ReadOnlySpan<byte> half)
    {
        var bytes = half.ToArray();
        var reduced = new BigInteger(1, bytes).Mod(SpakeCurve.Order).ToByteArrayUnsigned();
        CryptographicOperations.ZeroMemory(bytes);
        var padded = new byte[SpakeCurve.ScalarLength];
        reduced.CopyTo(padded.AsSpan(padded.Length - reduced.Length));
        CryptographicOperations.ZeroMemory(reduced);
        return padded;
    }
}
