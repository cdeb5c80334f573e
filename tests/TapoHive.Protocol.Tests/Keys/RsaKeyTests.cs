using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.Tests.Keys;

public sealed class RsaKeyTests
{
    private static readonly RsaKeyPair Key = RsaKeyPair.Generate(1024);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(64, "\n")]
    [InlineData(76, "\n")]
    [InlineData(64, "\r\n")]
    [InlineData(1000, "\n")]
    [InlineData(1000, "")]
    public void A_PEM_text_is_read_in_any_layout(int columns, string newline)
    {
        var body = Key.Public.OneLinePem.Split('\n')[1];
        var lines = body.Chunk(columns).Select(static line => new string(line));

        Assert.True(RsaPublicKey.TryParsePem($"-----BEGIN PUBLIC KEY-----{newline}{string.Join(newline, lines)}{newline}-----END PUBLIC KEY-----", out var read));
        Assert.Equal(Key.Public.Pem, read.Pem);
    }

    [Fact]
    public void A_PKCS1_key_is_read_too()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(1024);

        Assert.True(RsaPublicKey.TryParsePem(rsa.ExportRSAPublicKeyPem(), out var read));
        Assert.Equal(rsa.ExportSubjectPublicKeyInfoPem(), read.Pem.TrimEnd('\n'));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQ==")]
    [InlineData("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMIGfMA0G\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----")]
    [InlineData("-----END PUBLIC KEY----------BEGIN PUBLIC KEY-----")]
    [InlineData("-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----")]
    public void What_is_no_key_is_refused(string? pem) => Assert.False(RsaPublicKey.TryParsePem(pem, out _));

    [Fact]
    public void What_was_wrapped_is_unwrapped_and_nothing_else()
    {
        var secret = new byte[] { 1, 2, 3 };
        var other = RsaKeyPair.Generate(1024);

        Assert.True(Key.TryUnwrapPkcs1(Key.Public.WrapPkcs1(secret), out var plain));
        Assert.Equal(secret, plain);
        Assert.True(Key.TryUnwrapOaep(Key.Public.WrapOaep(secret), out plain));
        Assert.Equal(secret, plain);
        Assert.False(Key.TryUnwrapOaep(other.Public.WrapOaep(secret), out _));
        Assert.False(Key.TryUnwrapPkcs1(new byte[127], out _));
        Assert.False(Key.TryUnwrapPkcs1(Enumerable.Repeat((byte)0xFF, 128).ToArray(), out _));
        Assert.False(Key.TryUnwrapPkcs1([], out _));
    }

    [Fact]
    public async Task Many_threads_unwrap_with_one_key()
    {
        var secrets = Enumerable.Range(0, 64).Select(static number => new byte[] { (byte)number, 2, 3 }).ToArray();

        var plains = await Task.WhenAll(secrets.Select(secret => Task.Run(() => Key.TryUnwrapPkcs1(Key.Public.WrapPkcs1(secret), out var plain) ? plain : [], Stop)));

        Assert.Equal(secrets, plains);
    }

    [Fact]
    public async Task A_few_keys_serve_all_in_turn()
    {
        var ring = new RsaKeyRing(2);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Count < 2)
        {
            seen.Add((await ring.HandshakeKeyAsync(Stop)).Public.Pem);
        }

        for (var i = 0; i < 10; i++)
        {
            var key = await ring.HandshakeKeyAsync(Stop);
            Assert.Equal(RsaKeyRing.HandshakeBits, key.Public.Bits);
            Assert.Contains(key.Public.Pem, seen);
        }
    }

    [Fact]
    public async Task One_key_serves_all_of_discovery()
    {
        var ring = new RsaKeyRing(1);
        ring.Prepare();

        var key = await ring.DiscoveryKeyAsync(Stop);
        Assert.Equal(RsaKeyRing.DiscoveryBits, key.Public.Bits);
        Assert.Same(key, await ring.DiscoveryKeyAsync(Stop));
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_for_a_key_leaves_the_others_waiting()
    {
        var ring = new RsaKeyRing(1);
        using var giveUp = new CancellationTokenSource();
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ring.DiscoveryKeyAsync(giveUp.Token));
        Assert.NotNull(await ring.DiscoveryKeyAsync(Stop));
    }
}
