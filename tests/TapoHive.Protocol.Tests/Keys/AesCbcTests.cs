using System.Security.Cryptography;
using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.Tests.Keys;

public sealed class AesCbcTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, AesCbc.BlockSize).Select(static n => (byte)n)];

    [Fact]
    public void Messages_do_not_depend_on_those_before_them()
    {
        using var cipher = new AesCbc(Key);
        using var other = Aes.Create();
        other.Key = Key;

        for (var length = 0; length < 70; length++)
        {
            var (iv, plain) = (Bytes(AesCbc.BlockSize, length), Bytes(length, length + 1));
            var sealedText = new byte[AesCbc.SealedLength(length)];
            cipher.Encrypt(iv, plain, sealedText);

            Assert.Equal(other.EncryptCbc(plain, iv), sealedText);
            Assert.True(cipher.TryDecrypt(iv, sealedText, out var opened));
            Assert.Equal(plain, opened);
        }
    }

    [Fact]
    public void A_message_is_opened_after_others_that_were_not()
    {
        using var cipher = new AesCbc(Key);
        using var stranger = new AesCbc(Bytes(AesCbc.BlockSize, 9));
        var (iv, plain) = (Bytes(AesCbc.BlockSize, 1), Bytes(40, 2));
        var sealedText = new byte[AesCbc.SealedLength(plain.Length)];
        cipher.Encrypt(iv, plain, sealedText);

        Assert.False(stranger.TryDecrypt(iv, sealedText, out _));
        Assert.False(cipher.TryDecrypt(iv, sealedText.AsSpan(1), out _));
        Assert.False(cipher.TryDecrypt(iv, [], out _));
        Assert.False(cipher.TryDecrypt(iv, Bytes(48, 3), out _));
        Assert.True(cipher.TryDecrypt(iv, sealedText, out var opened));
        Assert.Equal(plain, opened);
    }

    [Theory, InlineData(0), InlineData(2), InlineData(17), InlineData(255)]
    public void Padding_that_is_none_opens_nothing(byte last)
    {
        using var cipher = new AesCbc(Key);
        using var other = Aes.Create();
        (other.Key, other.Padding) = (Key, PaddingMode.None);
        var iv = Bytes(AesCbc.BlockSize, 4);
        byte[] block = [.. Bytes(AesCbc.BlockSize - 2, 5), 1, last];

        var opened = cipher.TryDecrypt(iv, other.EncryptCbc(block, iv, PaddingMode.None), out var plain);

        Assert.False(opened);
        Assert.Null(plain);
    }

    private static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
