using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TapoHive.Protocol.Keys;

/// <summary>AES-128-CBC with PKCS#7 under one key, the cipher of securePassthrough, KLAP and <c>encrypt_info</c> (PROTOCOL 1.3, 2.2, 3.3). Disposing wipes the key.</summary>
internal sealed class AesCbc : IDisposable
{
    /// <summary>Size of a key and of an initialisation vector, in bytes.</summary>
    public const int BlockSize = 16;

    private readonly Chain _encrypting;
    private readonly Chain _decrypting;

    /// <summary>Takes a key of <see cref="BlockSize"/> bytes; it is copied.</summary>
    public AesCbc(ReadOnlySpan<byte> key)
    {
        using var aes = Aes.Create();
        (aes.Mode, aes.Padding, aes.IV) = (CipherMode.CBC, PaddingMode.None, new byte[BlockSize]);
        aes.SetKey(key);
        (_encrypting, _decrypting) = (new Chain(aes.CreateEncryptor()), new Chain(aes.CreateDecryptor()));
    }

    /// <summary>How long a message of <paramref name="length"/> bytes is once it is encrypted: at least one byte of padding comes behind it.</summary>
    public static int SealedLength(int length) => length - (length % BlockSize) + BlockSize;

    /// <summary>Encrypts a message.</summary>
    /// <param name="iv">Initialisation vector.</param>
    /// <param name="plain">The message.</param>
    /// <param name="destination">Takes it, <see cref="SealedLength"/> bytes.</param>
    public void Encrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plain, Span<byte> destination)
    {
        var length = SealedLength(plain.Length);
        var blocks = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            plain.CopyTo(blocks);
            blocks.AsSpan(plain.Length, length - plain.Length).Fill((byte)(length - plain.Length));
            _encrypting.Begin(iv, blocks);
            _encrypting.Transform(blocks, length);
            _encrypting.EndAt(blocks.AsSpan(length - BlockSize, BlockSize));
            blocks.AsSpan(0, length).CopyTo(destination);
        }
        finally
        {
            // Also where the session was ended meanwhile: it may be a login.
            ArrayPool<byte>.Shared.Return(blocks, clearArray: true);
        }
    }

    /// <summary>False where the text is no whole number of blocks or its padding is wrong, as it is with a foreign key.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> sealedText, [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        if (sealedText.Length is 0 || sealedText.Length % BlockSize != 0)
        {
            return false;
        }

        var blocks = ArrayPool<byte>.Shared.Rent(sealedText.Length);
        try
        {
            sealedText.CopyTo(blocks);
            _decrypting.Transform(blocks, sealedText.Length);
            _decrypting.Begin(iv, blocks);
            _decrypting.EndAt(sealedText[^BlockSize..]);
            var padding = blocks[sealedText.Length - 1];
            if (padding is > 0 and <= BlockSize && !blocks.AsSpan(sealedText.Length - padding, padding).ContainsAnyExcept(padding))
            {
                plain = blocks[..(sealedText.Length - padding)];
            }

            return plain is not null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(blocks, clearArray: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _encrypting.Dispose();
        _decrypting.Dispose();
    }

    /// <summary>
    /// One direction, set up once and not for each message, which costs several times what a message does. To the framework all messages are one: what it chains
    /// a message's first block to is the end of the message before it, in place of the vector. So that block is corrected by both.
    /// </summary>
    private sealed class Chain(ICryptoTransform transform) : IDisposable
    {
        private readonly byte[] _end = new byte[BlockSize];

        /// <summary>Has a message begin with its vector: called before its first block is encrypted, or after it was decrypted.</summary>
        public void Begin(ReadOnlySpan<byte> iv, Span<byte> block)
        {
            for (var i = 0; i < BlockSize; i++)
            {
                block[i] ^= (byte)(iv[i] ^ _end[i]);
            }
        }

        public void Transform(byte[] blocks, int length) => transform.TransformBlock(blocks, 0, length, blocks, 0);

        /// <summary>Notes a message's last block, encrypted.</summary>
        public void EndAt(ReadOnlySpan<byte> block) => block.CopyTo(_end);

        public void Dispose() => transform.Dispose();
    }
}
