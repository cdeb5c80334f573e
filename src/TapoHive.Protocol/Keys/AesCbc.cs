using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace TapoHive.Protocol.Keys;

/// <summary>AES-128-CBC with PKCS#7, the cipher of securePassthrough, KLAP and <c>encrypt_info</c> (PROTOCOL 1.3, 2.2, 3.3).</summary>
internal static class AesCbc
{
    /// <summary>Size of a key and of an initialisation vector, in bytes.</summary>
    public const int BlockSize = 16;

    public static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plain)
    {
        var cipher = Create(forEncryption: true, key, iv);
        var output = new byte[cipher.GetOutputSize(plain.Length)];
        var written = cipher.ProcessBytes(plain, output);
        _ = cipher.DoFinal(output.AsSpan(written));
        return output;
    }

    /// <summary>False where the text is no whole number of blocks or its padding is wrong, as it is with a foreign key.</summary>
    public static bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> sealedText, [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        if (sealedText.Length is 0 || sealedText.Length % BlockSize != 0)
        {
            return false;
        }

        var cipher = Create(forEncryption: false, key, iv);
        var output = ArrayPool<byte>.Shared.Rent(cipher.GetOutputSize(sealedText.Length));
        try
        {
            var written = cipher.ProcessBytes(sealedText, output);
            written += cipher.DoFinal(output.AsSpan(written));
            plain = output.AsSpan(0, written).ToArray();
            return true;
        }
        catch (InvalidCipherTextException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output, clearArray: true);
        }
    }

    private static PaddedBufferedBlockCipher Create(bool forEncryption, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        // CreateEngine picks the processor's AES instructions where there are any; it is as fast as the framework's AES.
        var cipher = new PaddedBufferedBlockCipher(new CbcBlockCipher(AesUtilities.CreateEngine()), new Pkcs7Padding());
        cipher.Init(forEncryption, new ParametersWithIV(new KeyParameter(key), iv));
        return cipher;
    }
}
