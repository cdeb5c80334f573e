using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TapoHive.Protocol.Tpap;

/// <summary>
/// The keys and the counter of a TPAP session (PROTOCOL 4.7): AES-128-CCM, a message's nonce ending in its number. The first request has the number that the
/// device told, each further one the next; a reply has the number of its request. A number is never used for two texts. Disposing wipes the keys.
/// </summary>
public sealed class TpapCipher : IDisposable
{
    private const int SequenceLength = sizeof(uint);
    private const int TagLength = 16;
    private const int KeyLength = 16;
    private const int NonceLength = 12;
    private const int NoncePrefixLength = NonceLength - SequenceLength;

    private readonly AesCcm _ccm;
    private readonly byte[] _noncePrefix;
    private ulong _next;

    private TpapCipher(AesCcm ccm, byte[] noncePrefix, uint startSequence) => (_ccm, _noncePrefix, _next) = (ccm, noncePrefix, startSequence);

    /// <summary>Whether no number is left: what a device does past the last one is not known, so a client logs in again.</summary>
    public bool IsExhausted => _next > uint.MaxValue;

    /// <summary>The number that the next request has.</summary>
    public uint NextSequence => (uint)_next;

    /// <summary>Derives a session's keys from the login's shared key.</summary>
    public static TpapCipher Derive(ReadOnlySpan<byte> sharedKey, uint startSequence)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        Span<byte> nonce = stackalloc byte[NonceLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, sharedKey, key, "tp-kdf-salt-aes128-key"u8, "tp-kdf-info-aes128-key"u8);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, sharedKey, nonce, "tp-kdf-salt-aes128-iv"u8, "tp-kdf-info-aes128-iv"u8);
        var cipher = new TpapCipher(new AesCcm(key), nonce[..NoncePrefixLength].ToArray(), startSequence);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(nonce);
        return cipher;
    }

    /// <summary>The client's side: takes the next number and seals a request under it.</summary>
    /// <exception cref="InvalidOperationException">The numbers are used up (<see cref="IsExhausted"/>).</exception>
    public (uint Sequence, byte[] Body) SealNext(ReadOnlySpan<byte> json)
    {
        if (IsExhausted)
        {
            throw new InvalidOperationException("The session's numbers are used up: a new login is due.");
        }

        var sequence = (uint)_next++;
        return (sequence, Seal(sequence, json));
    }

    /// <summary>Seals a message under a number: the device's replies, under the number of the request. Number, ciphertext, tag.</summary>
    public byte[] Seal(uint sequence, ReadOnlySpan<byte> json)
    {
        var body = new byte[SequenceLength + json.Length + TagLength];
        BinaryPrimitives.WriteUInt32BigEndian(body, sequence);
        _ccm.Encrypt(Nonce(sequence), json, body.AsSpan(SequenceLength, json.Length), body.AsSpan(SequenceLength + json.Length));
        return body;
    }

    /// <summary>Opens a message and tells its number: a request on a device. False where it is too short or not sealed with these keys.</summary>
    public bool TryOpen(ReadOnlySpan<byte> body, out uint sequence, [NotNullWhen(true)] out byte[]? json)
    {
        json = null;
        sequence = 0;
        if (body.Length < SequenceLength + TagLength)
        {
            return false;
        }

        sequence = BinaryPrimitives.ReadUInt32BigEndian(body);
        var plain = new byte[body.Length - SequenceLength - TagLength];
        try
        {
            _ccm.Decrypt(Nonce(sequence), body[SequenceLength..^TagLength], body[^TagLength..], plain);
            json = plain;
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <summary>Opens the reply to a request; false where it has another number too.</summary>
    public bool TryOpenReply(uint expected, ReadOnlySpan<byte> body, [NotNullWhen(true)] out byte[]? json) =>
        TryOpen(body, out var sequence, out json) && sequence == expected;

    /// <summary>Notes, on a device, that a request with this number was accepted.</summary>
    public void Advance(uint sequence) => _next = sequence + 1UL;

    /// <inheritdoc/>
    public void Dispose()
    {
        _ccm.Dispose();
        CryptographicOperations.ZeroMemory(_noncePrefix);
    }

    private byte[] Nonce(uint sequence)
    {
        var nonce = new byte[NonceLength];
        _noncePrefix.CopyTo(nonce, 0);
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(NoncePrefixLength), sequence);
        return nonce;
    }
}
