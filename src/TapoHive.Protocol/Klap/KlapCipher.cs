using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.Klap;

/// <summary>
/// The keys and the counter of a KLAP session (PROTOCOL 3.3). Every exchange has a signed 32-bit number; request and reply of one
/// exchange share it, are encrypted under an IV that ends in it, and are led by a SHA-256 that signs them. No two exchanges
/// may run at once, because number and IV belong together. Disposing wipes the keys.
/// </summary>
public sealed class KlapCipher : IDisposable
{
    /// <summary>Bytes before the ciphertext.</summary>
    public const int SignatureLength = SHA256.HashSizeInBytes;

    private const int IvPrefixLength = 12;
    private const int SecretLength = 28;

    private readonly AesCbc _aes;
    private readonly byte[] _ivPrefix;
    private readonly byte[] _secret;

    private KlapCipher(AesCbc aes, byte[] ivPrefix, byte[] secret, int initialSequence)
    {
        (_aes, _ivPrefix, _secret) = (aes, ivPrefix, secret);
        Sequence = initialSequence;
    }

    /// <summary>The number of the last exchange; before the first one, the random number that both sides derived.</summary>
    public int Sequence { get; private set; }

    /// <summary>Whether no number is left. What devices do past 2^31 - 1 is not known, so a client shakes hands again.</summary>
    public bool IsExhausted => Sequence == int.MaxValue;

    /// <summary>Derives a session from both seeds and the hash of the credentials.</summary>
    public static KlapCipher Derive(ReadOnlySpan<byte> localSeed, ReadOnlySpan<byte> remoteSeed, ReadOnlySpan<byte> auth)
    {
        byte[] material = [.. localSeed, .. remoteSeed, .. auth];
        var iv = SHA256.HashData([.. "iv"u8, .. material]);
        var key = SHA256.HashData([.. "lsk"u8, .. material]);
        var secret = SHA256.HashData([.. "ldk"u8, .. material]);
        var cipher = new KlapCipher(
            new AesCbc(key.AsSpan(0, AesCbc.BlockSize)),
            iv[..IvPrefixLength],
            secret[..SecretLength],
            BinaryPrimitives.ReadInt32BigEndian(iv.AsSpan(SHA256.HashSizeInBytes - sizeof(int))));
        CryptographicOperations.ZeroMemory(material);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(secret);
        return cipher;
    }

    /// <summary>The client's side: takes the next number and seals a request under it.</summary>
    /// <exception cref="InvalidOperationException">The numbers are used up (<see cref="IsExhausted"/>).</exception>
    public KlapFrame SealNext(ReadOnlySpan<byte> json)
    {
        if (IsExhausted)
        {
            throw new InvalidOperationException("The session's numbers are used up: a new handshake is due.");
        }

        Sequence++;
        return new KlapFrame(Sequence, Seal(Sequence, json));
    }

    /// <summary>Seals a message under a number: the device's replies, under the number of the request.</summary>
    public byte[] Seal(int sequence, ReadOnlySpan<byte> json)
    {
        Span<byte> iv = stackalloc byte[AesCbc.BlockSize];
        WriteIv(sequence, iv);
        var message = new byte[SignatureLength + AesCbc.SealedLength(json.Length)];
        var sealedText = message.AsSpan(SignatureLength);
        _aes.Encrypt(iv, json, sealedText);
        WriteSignature(sequence, sealedText, message);
        return message;
    }

    /// <summary>Opens a message under a number: a request on a device, a reply on a client. False where the signature or the padding is wrong.</summary>
    public bool TryOpen(int sequence, ReadOnlySpan<byte> body, [NotNullWhen(true)] out byte[]? json)
    {
        json = null;
        if (body.Length <= SignatureLength)
        {
            return false;
        }

        Span<byte> signature = stackalloc byte[SignatureLength];
        WriteSignature(sequence, body[SignatureLength..], signature);
        return CryptographicOperations.FixedTimeEquals(body[..SignatureLength], signature) && TryOpenUnsigned(sequence, body, out json);
    }

    /// <summary>As <see cref="TryOpen"/>, without looking at the signature (<see cref="ReplySignatures.Foreign"/>).</summary>
    internal bool TryOpenUnsigned(int sequence, ReadOnlySpan<byte> body, [NotNullWhen(true)] out byte[]? json)
    {
        json = null;
        Span<byte> iv = stackalloc byte[AesCbc.BlockSize];
        WriteIv(sequence, iv);
        return body.Length > SignatureLength && _aes.TryDecrypt(iv, body[SignatureLength..], out json);
    }

    /// <summary>Notes the number that was used last: on a device, that of a request it accepted; on a client, the one before a request
    /// that never left.</summary>
    public void Advance(int sequence) => Sequence = sequence;

    /// <inheritdoc/>
    public void Dispose()
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_ivPrefix);
        CryptographicOperations.ZeroMemory(_secret);
    }

    private void WriteIv(int sequence, Span<byte> iv)
    {
        _ivPrefix.CopyTo(iv);
        BinaryPrimitives.WriteInt32BigEndian(iv[IvPrefixLength..], sequence);
    }

    private void WriteSignature(int sequence, ReadOnlySpan<byte> sealedText, Span<byte> signature)
    {
        const int head = SecretLength + sizeof(int);
        var signed = ArrayPool<byte>.Shared.Rent(head + sealedText.Length);
        _secret.CopyTo(signed, 0);
        BinaryPrimitives.WriteInt32BigEndian(signed.AsSpan(SecretLength), sequence);
        sealedText.CopyTo(signed.AsSpan(head));
        SHA256.HashData(signed.AsSpan(0, head + sealedText.Length), signature);
        ArrayPool<byte>.Shared.Return(signed, clearArray: true);
    }
}
