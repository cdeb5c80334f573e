using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TapoHive.Protocol.Klap;

/// <summary>The device's side of a KLAP handshake (PROTOCOL 3.2): one object from the client's first body to its second.</summary>
public sealed class KlapDeviceHandshake
{
    private readonly KlapVersion _version;
    private readonly byte[] _localSeed;
    private readonly byte[] _remoteSeed;
    private readonly byte[] _auth;

    private KlapDeviceHandshake(KlapVersion version, byte[] localSeed, byte[] remoteSeed, byte[] auth) =>
        (_version, _localSeed, _remoteSeed, _auth) = (version, localSeed, remoteSeed, auth);

    /// <summary>Takes the body of <c>handshake1</c>; false where it has not exactly 16 bytes.</summary>
    /// <param name="version">The hashes this device uses.</param>
    /// <param name="credentials">What the device was set up with.</param>
    /// <param name="firstBody">The client's body.</param>
    /// <param name="handshake">The handshake to go on with.</param>
    public static bool TryBegin(KlapVersion version, PlugCredentials credentials, ReadOnlySpan<byte> firstBody, [NotNullWhen(true)] out KlapDeviceHandshake? handshake) =>
        TryBeginWith(version, credentials, firstBody, RandomNumberGenerator.GetBytes(KlapHashes.SeedLength), out handshake);

    /// <summary>As <see cref="TryBegin"/>, with a given seed of the device.</summary>
    public static bool TryBeginWith(
        KlapVersion version,
        PlugCredentials credentials,
        ReadOnlySpan<byte> firstBody,
        ReadOnlySpan<byte> remoteSeed,
        [NotNullWhen(true)] out KlapDeviceHandshake? handshake)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        KlapHashes.CheckSeed(remoteSeed);
        handshake = firstBody.Length == KlapHashes.SeedLength
            ? new KlapDeviceHandshake(version, firstBody.ToArray(), remoteSeed.ToArray(), KlapHashes.Auth(version, credentials))
            : null;
        return handshake is not null;
    }

    /// <summary>The 48 bytes that answer <c>handshake1</c>.</summary>
    public byte[] FirstReply() => [.. _remoteSeed, .. KlapHashes.ServerProof(_version, _localSeed, _remoteSeed, _auth)];

    /// <summary>Whether the body of <c>handshake2</c> proves that the client knows the credentials; if so, the session's cipher.</summary>
    public bool TryFinish(ReadOnlySpan<byte> secondBody, [NotNullWhen(true)] out KlapCipher? cipher)
    {
        var proven = CryptographicOperations.FixedTimeEquals(secondBody, KlapHashes.ClientProof(_version, _localSeed, _remoteSeed, _auth));
        cipher = proven ? KlapCipher.Derive(_localSeed, _remoteSeed, _auth) : null;
        return proven;
    }
}
