using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Math;

namespace TapoHive.Protocol.Tpap;

/// <summary>
/// The client's side of a TPAP login (PROTOCOL 4.4): it has drawn 32 bytes, the device answers with its own and its share, and what follows is
/// ready before anything that depends on the password leaves. Disposing wipes everything.
/// </summary>
public sealed class TpapHandshake : IDisposable
{
    /// <summary>Length of each side's random bytes.</summary>
    public const int RandomLength = 32;

    private readonly SpakeProof _proof;

    private TpapHandshake(byte[] share, SpakeProof proof) => (Share, _proof) = (share, proof);

    /// <summary>The client's share, uncompressed.</summary>
    public byte[] Share { get; }

    /// <summary>The client's proof. Sending it shows the plug a password: it spends an attempt where that is wrong.</summary>
    public byte[] Confirmation => _proof.UserConfirm;

    /// <summary>Answers the device's share; false where that is no point of the curve or one that would give the password away.</summary>
    public static bool TryAnswer(
        SpakeSecret secret, ReadOnlySpan<byte> userRandom, ReadOnlySpan<byte> deviceRandom, ReadOnlySpan<byte> deviceShare, [NotNullWhen(true)] out TpapHandshake? handshake) =>
        TryAnswerWith(SpakeCurve.RandomScalar(), secret, userRandom, deviceRandom, deviceShare, out handshake);

    /// <summary>As <see cref="TryAnswer"/>, with a given scalar.</summary>
    internal static bool TryAnswerWith(
        BigInteger x,
        SpakeSecret secret,
        ReadOnlySpan<byte> userRandom,
        ReadOnlySpan<byte> deviceRandom,
        ReadOnlySpan<byte> deviceShare,
        [NotNullWhen(true)] out TpapHandshake? handshake)
    {
        handshake = null;
        if (!SpakeCurve.TryDecode(deviceShare, out var y))
        {
            return false;
        }

        var bare = y.Subtract(SpakeCurve.TimesFixed(SpakeCurve.N, secret.W0)).Normalize();
        if (bare.IsInfinity)
        {
            return false;
        }

        var z = SpakeCurve.TimesForeign(bare, x);
        var v = SpakeCurve.TimesForeign(bare, secret.W1);
        if (z.IsInfinity || v.IsInfinity)
        {
            return false;
        }

        var share = SpakeCurve.Encode(SpakeCurve.TimesGenerator(x).Add(SpakeCurve.TimesFixed(SpakeCurve.M, secret.W0)));
        var context = SpakeProof.Context(userRandom, deviceRandom);
        handshake = new TpapHandshake(share, SpakeProof.Of(context, share, SpakeCurve.Encode(y), SpakeCurve.Encode(z), SpakeCurve.Encode(v), secret.EncodedW0()));
        return true;
    }

    /// <summary>Whether the device has proven to know the password; if so, the session's cipher. Compared in constant time.</summary>
    /// <param name="deviceConfirm">The device's proof.</param>
    /// <param name="startSequence">The number of the first request.</param>
    /// <param name="cipher">The cipher.</param>
    public bool TryFinish(ReadOnlySpan<byte> deviceConfirm, uint startSequence, [NotNullWhen(true)] out TpapCipher? cipher)
    {
        cipher = CryptographicOperations.FixedTimeEquals(deviceConfirm, _proof.DeviceConfirm) ? TpapCipher.Derive(_proof.SharedKey, startSequence) : null;
        return cipher is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => _proof.Dispose();
}
