using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TapoHive.Protocol.Tpap;

/// <summary>
/// What both sides compute from one transcript (PROTOCOL 4.4): the two confirmations, by which each proves to know the passcode, and the shared
/// key. Disposing wipes them.
/// </summary>
internal sealed class SpakeProof : IDisposable
{
    private const int ConfirmationKeyLength = 32;
    private const int SharedKeyLength = 32;

    private SpakeProof(byte[] userConfirm, byte[] deviceConfirm, byte[] sharedKey) =>
        (UserConfirm, DeviceConfirm, SharedKey) = (userConfirm, deviceConfirm, sharedKey);

    /// <summary>The client's proof.</summary>
    public byte[] UserConfirm { get; }

    /// <summary>The device's.</summary>
    public byte[] DeviceConfirm { get; }

    /// <summary>K, from which the data channel's keys come.</summary>
    public byte[] SharedKey { get; }

    /// <summary>Computes it.</summary>
    /// <param name="context">SHA-256 over the label and both sides' random bytes.</param>
    /// <param name="userShare">X, 65 bytes.</param>
    /// <param name="deviceShare">Y, 65 bytes, however it was sent.</param>
    /// <param name="z">Z, 65 bytes.</param>
    /// <param name="v">V, 65 bytes.</param>
    /// <param name="w0">w0 as transcripts have it.</param>
    public static SpakeProof Of(byte[] context, byte[] userShare, byte[] deviceShare, byte[] z, byte[] v, byte[] w0)
    {
        byte[][] items = [context, [], [], SpakeCurve.Encode(SpakeCurve.M), SpakeCurve.Encode(SpakeCurve.N), userShare, deviceShare, z, v, w0];
        var transcript = new byte[items.Sum(static item => sizeof(ulong) + item.Length)];
        var at = 0;
        foreach (var item in items)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(transcript.AsSpan(at), (ulong)item.Length);
            item.CopyTo(transcript, at + sizeof(ulong));
            at += sizeof(ulong) + item.Length;
        }

        var hash = SHA256.HashData(transcript);
        var confirmation = HKDF.DeriveKey(HashAlgorithmName.SHA256, hash, 2 * ConfirmationKeyLength, info: "ConfirmationKeys"u8.ToArray());
        var proof = new SpakeProof(
            HMACSHA256.HashData(confirmation.AsSpan(0, ConfirmationKeyLength), deviceShare),
            HMACSHA256.HashData(confirmation.AsSpan(ConfirmationKeyLength), userShare),
            HKDF.DeriveKey(HashAlgorithmName.SHA256, hash, SharedKeyLength, info: "SharedKey"u8.ToArray()));
        CryptographicOperations.ZeroMemory(transcript);
        CryptographicOperations.ZeroMemory(hash);
        CryptographicOperations.ZeroMemory(confirmation);
        return proof;
    }

    /// <summary>The hash over what both sides drew for this login.</summary>
    public static byte[] Context(ReadOnlySpan<byte> userRandom, ReadOnlySpan<byte> deviceRandom) =>
        SHA256.HashData([.. "PAKE V1"u8, .. userRandom, .. deviceRandom]);

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(UserConfirm);
        CryptographicOperations.ZeroMemory(DeviceConfirm);
        CryptographicOperations.ZeroMemory(SharedKey);
    }
}
