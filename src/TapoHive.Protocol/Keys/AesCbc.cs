using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TapoHive.Protocol.Keys;

/// <summary>AES-128-CBC with PKCS#7 under one key, the cipher of securePassthrough, KLAP and <c>encrypt_info</c> (PROTOCOL 1.3, 2.2, 3.3). Disposing wipes the key.</summary>
internal sealed class AesCbc : IDisposable
{
    /// <summary>Size of a key and of an initialisation vector, in bytes.</summary>
    public const int BlockSize = 16;

    private readonly Aes _aes = Aes.Create();

    /// <summary>Takes a key of <see cref="BlockSize"/> bytes; it is copied.</summary>
    public AesCbc(ReadOnlySpan<byte> key) => _aes.SetKey(key);

    /// <summary>How long a message of <paramref name="length"/> bytes is once it is encrypted: at least one byte of padding comes behind it.</summary>
    public static int SealedLength(int length) => length - (length % BlockSize) + BlockSize;

    /// <summary>Encrypts a message.</summary>
    /// <param name="iv">Initialisation vector.</param>
    /// <param name="plain">The message.</param>
    /// <param name="destination">Takes it, <see cref="SealedLength"/> bytes.</param>
    public void Encrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plain, Span<byte> destination) => _aes.EncryptCbc(plain, iv, destination);

    /// <summary>False where the text is no whole number of blocks or its padding is wrong, as it is with a foreign key.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> sealedText, [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        if (sealedText.Length is 0 || sealedText.Length % BlockSize != 0)
        {
            return false;
        }

        var output = ArrayPool<byte>.Shared.Rent(sealedText.Length);
        try
        {
            plain = output[.._aes.DecryptCbc(sealedText, iv, output)];
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output, clearArray: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _aes.Dispose();
}
