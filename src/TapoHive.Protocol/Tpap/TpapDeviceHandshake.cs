using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Math;

namespace TapoHive.Protocol.Tpap;

/// <summary>The device's side of a TPAP login (PROTOCOL 4.4): one object from <c>pake_register</c> to <c>pake_share</c>.</summary>
public sealed class TpapDeviceHandshake
{
    private readonly SpakeSecret _secret;
    private readonly byte[] _userRandom;
    private readonly BigInteger _y;

    private TpapDeviceHandshake(SpakeSecret secret, ReadOnlySpan<byte> userRandom, byte[] deviceRandom, BigInteger y)
    {
        (_secret, _userRandom, DeviceRandom, _y) = (secret, userRandom.ToArray(), deviceRandom, y);
        Share = SpakeCurve.Encode(SpakeCurve.TimesGenerator(y).Add(SpakeCurve.TimesFixed(SpakeCurve.N, secret.W0)));
    }

    /// <summary>The device's random bytes.</summary>
    public byte[] DeviceRandom { get; }

    /// <summary>The device's share, uncompressed.</summary>
    public byte[] Share { get; }

    /// <summary>Answers a <c>pake_register</c>.</summary>
    /// <param name="secret">Of the passcode that the device holds; it stays the caller's.</param>
    /// <param name="userRandom">The client's random bytes.</param>
    public static TpapDeviceHandshake Begin(SpakeSecret secret, ReadOnlySpan<byte> userRandom) =>
        BeginWith(secret, userRandom, RandomNumberGenerator.GetBytes(TpapHandshake.RandomLength), SpakeCurve.RandomScalar());

    /// <summary>As <see cref="Begin"/>, with given random bytes and scalar.</summary>
    internal static TpapDeviceHandshake BeginWith(SpakeSecret secret, ReadOnlySpan<byte> userRandom, byte[] deviceRandom, BigInteger y)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return new TpapDeviceHandshake(secret, userRandom, deviceRandom, y);
    }

    /// <summary>Whether a <c>pake_share</c> proves that the client knows the passcode; if so, the device's own proof and the session's cipher.</summary>
    public bool TryFinish(
        ReadOnlySpan<byte> userShare,
        ReadOnlySpan<byte> userConfirm,
        uint startSequence,
        [NotNullWhen(true)] out byte[]? deviceConfirm,
        [NotNullWhen(true)] out TpapCipher? cipher)
    {
        (deviceConfirm, cipher) = (null, null);
        if (!SpakeCurve.TryDecode(userShare, out var x))
        {
            return false;
        }

        var bare = x.Subtract(SpakeCurve.TimesFixed(SpakeCurve.M, _secret.W0)).Normalize();
        if (bare.IsInfinity)
        {
            return false;
        }

        var z = SpakeCurve.TimesForeign(bare, _y);
        var v = SpakeCurve.TimesForeign(SpakeCurve.TimesGenerator(_secret.W1), _y);
        using var proof = SpakeProof.Of(
            SpakeProof.Context(_userRandom, DeviceRandom), SpakeCurve.Encode(x), Share, SpakeCurve.Encode(z), SpakeCurve.Encode(v), _secret.EncodedW0());
        if (!CryptographicOperations.FixedTimeEquals(userConfirm, proof.UserConfirm))
        {
            return false;
        }

        deviceConfirm = [.. proof.DeviceConfirm];
        cipher = TpapCipher.Derive(proof.SharedKey, startSequence);
        return true;
    }
}
