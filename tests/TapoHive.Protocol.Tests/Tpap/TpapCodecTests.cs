using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Org.BouncyCastle.Math;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Tests.Sessions;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Protocol.Tests.Tpap;

public sealed class TpapCodecTests
{
    private static readonly byte[] Random = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
    private static readonly byte[] Salt = [.. Enumerable.Range(0, 16).Select(static i => (byte)i)];

    private static readonly SpakeSecret Right = SpakeSecret.Derive("right", Salt, 10);
    private static readonly SpakeSecret Wrong = SpakeSecret.Derive("wrong", Salt, 10);

    [Fact]
    public void Two_sides_that_know_the_passcode_agree_on_keys()
    {
        var device = TpapDeviceHandshake.Begin(Right, Random);
        Assert.True(TpapHandshake.TryAnswer(Right, Random, device.DeviceRandom, device.Share, out var client));
        using (client)
        {
            Assert.True(device.TryFinish(client.Share, client.Confirmation, 7, out var confirm, out var theirs));
            Assert.True(client.TryFinish(confirm, 7, out var ours));
            using (theirs)
            using (ours)
            {
                var (sequence, body) = ours.SealNext("hello"u8);
                Assert.True(theirs.TryOpen(body, out var seen, out var json));
                Assert.Equal((7u, 7u, "hello"), (sequence, seen, Encoding.UTF8.GetString(json)));
            }
        }
    }

    [Fact]
    public void A_wrong_passcode_convinces_neither_side()
    {
        var device = TpapDeviceHandshake.Begin(Right, Random);
        Assert.True(TpapHandshake.TryAnswer(Wrong, Random, device.DeviceRandom, device.Share, out var client));
        using (client)
        {
            Assert.False(device.TryFinish(client.Share, client.Confirmation, 1, out _, out _));
            Assert.False(client.TryFinish(SHA256.HashData(Random), 1, out _));
            Assert.False(client.TryFinish([], 1, out _));
        }
    }

    public static TheoryData<string> NoPoints => new()
    {
        string.Empty,
        "00",
        new string('0', 130),
        "04" + new string('0', 128),
        "02" + new string('f', 64),
        "04" + new string('1', 128),
        "03886e2f97ace46e55ba9dd7242579f2993b64e16ef3dcab95afd497333d8fa1",
        "06886e2f97ace46e55ba9dd7242579f2993b64e16ef3dcab95afd497333d8fa12f5ff355163e43ce224e0b0e65ff02ac8e5c7be09419c785e0ca547d55a12e2d20",
    };

    [Theory, MemberData(nameof(NoPoints))]
    public void What_is_no_point_of_the_curve_is_refused_by_both_sides(string hex)
    {
        Assert.False(TpapHandshake.TryAnswer(Right, Random, Random, Convert.FromHexString(hex), out _));
        Assert.False(TpapDeviceHandshake.Begin(Right, Random).TryFinish(Convert.FromHexString(hex), Random, 1, out _, out _));
    }

    [Fact]
    public void A_share_that_leaves_the_identity_is_refused_by_both_sides()
    {
        Assert.False(TpapHandshake.TryAnswer(Right, Random, Random, SpakeCurve.Encode(SpakeCurve.TimesFixed(SpakeCurve.N, Right.W0)), out _));
        Assert.False(TpapDeviceHandshake.Begin(Right, Random).TryFinish(SpakeCurve.Encode(SpakeCurve.TimesFixed(SpakeCurve.M, Right.W0)), Random, 1, out _, out _));
    }

    [Fact]
    public void A_blinded_product_is_the_product()
    {
        var scalar = new BigInteger("123456789012345678901234567890");
        Assert.Equal(SpakeCurve.Encode(SpakeCurve.M.Multiply(scalar)), SpakeCurve.Encode(SpakeCurve.TimesForeign(SpakeCurve.M, scalar)));
        Assert.Equal(SpakeCurve.Encode(SpakeCurve.M.Multiply(scalar)), SpakeCurve.Encode(SpakeCurve.TimesFixed(SpakeCurve.M, scalar)));
    }

    [Property(MaxTest = 200)]
    public bool A_message_that_was_touched_does_not_open(ushort place, byte change)
    {
        using var cipher = TpapCipher.Derive(Random, 5);
        var (_, body) = cipher.SealNext("""{"method":"get_device_info"}"""u8);
        body[place % body.Length] ^= (byte)(change | 1);
        return !cipher.TryOpenReply(5, body, out _);
    }

    [Property(MaxTest = 200)]
    public bool Noise_does_not_open(byte[] noise)
    {
        using var cipher = TpapCipher.Derive(Random, 5);
        return !cipher.TryOpen(noise, out _, out _);
    }

    [Fact]
    public void A_reply_under_another_number_is_refused()
    {
        using var cipher = TpapCipher.Derive(Random, 5);
        Assert.False(cipher.TryOpenReply(5, cipher.Seal(6, "late"u8), out _));
    }

    [Fact]
    public void The_last_number_is_used_and_none_after_it()
    {
        using var cipher = TpapCipher.Derive(Random, uint.MaxValue);
        Assert.False(cipher.IsExhausted);
        Assert.Equal(uint.MaxValue, cipher.SealNext("x"u8).Sequence);
        Assert.True(cipher.IsExhausted);
        Assert.Throws<InvalidOperationException>(() => cipher.SealNext("x"u8));
    }

    [Fact]
    public void A_scalar_with_leading_zeros_is_noticed()
    {
        var salt = 0;
        SpakeSecret secret;
        do
        {
            secret = SpakeSecret.Derive("passcode", BitConverter.GetBytes(salt++), 1);
        }
        while (!secret.IsAmbiguous);

        Assert.NotEqual(32, secret.EncodedW0().Length);
        Assert.InRange(salt, 2, 100_000);
    }

    public static TheoryData<string, string?> Forms => new()
    {
        { """{"extra_crypt":{"type":"password_shadow","params":{"passwd_id":2}}}""", "865087a07eec7ba1127300d140ee58de365c85d6" },
        { """{"extra_crypt":{"type":"password_shadow","params":{"passwd_id":"4"}}}""", "865087a07eec7ba1127300d140ee58de365c85d6" },
        { """{"extra_crypt":{"type":"password_shadow","passwd_id":2}}""", "865087a07eec7ba1127300d140ee58de365c85d6" },
        { """{"extra_crypt":{}}""", "user@example.com/Pässwörd-日本-1!" },
        { """{"extra_crypt":null}""", "user@example.com/Pässwörd-日本-1!" },
        { "{}", "user@example.com/Pässwörd-日本-1!" },
        { """{"extra_crypt":{"type":"password_shadow","params":{"passwd_id":5,"passwd_prefix":"$5$"}}}""", null },
        { """{"extra_crypt":{"type":"password_authkey","params":{}}}""", null },
        { """{"extra_crypt":{"type":"password_shadow"}}""", null },
    };

    [Theory, MemberData(nameof(Forms))]
    public void Each_form_of_the_passcode_is_known_or_refused(string reply, string? expected) =>
        Assert.Equal(expected, TpapPasscode.Of(PasscodeForm.Read(JsonElement.Parse(reply)), Bench.Account, Mac.Parse(ModelPlug.Mac)));

    [Fact]
    public void Nothing_that_holds_a_secret_tells_it()
    {
        Assert.Equal("(an accepted login)", new PakeShared(Random, "the token", 1, null).ToString());
        Assert.DoesNotContain("the token", JsonSerializer.Serialize(new { A = new PakeShared(Random, "the token", 1, null).ToString() }), StringComparison.Ordinal);
    }
}
