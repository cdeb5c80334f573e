using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Math;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Tests.Vectors;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Protocol.Tests.Tpap;

public sealed class TpapVectorTests
{
    private static readonly IReadOnlyList<JsonElement> Logins = [.. Vector.Tpap.GetProperty("logins").EnumerateArray()];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Logins.Count)];

    [Theory, MemberData(nameof(All))]
    public void The_passcode_is_the_published_one(int index) => Assert.Equal(Logins[index].Str("passcode"), Passcode(Logins[index]));

    [Theory, MemberData(nameof(All))]
    public void Both_scalars_are_the_published_ones(int index)
    {
        var vector = Logins[index];
        using var secret = Secret(vector);

        Assert.Equal(Number(vector, "w0"), secret.W0);
        Assert.Equal(Number(vector, "w1"), secret.W1);
        Assert.Equal(vector.Hex("w0InTranscript"), secret.EncodedW0());
        Assert.False(secret.IsAmbiguous);
    }

    [Theory, MemberData(nameof(All))]
    public void The_clients_share_and_proof_are_the_published_ones_however_the_devices_share_is_written(int index)
    {
        var vector = Logins[index];
        foreach (var written in (string[])["deviceShare", "deviceShareCompressed"])
        {
            using var handshake = Client(vector, written);

            Assert.Equal(vector.Hex("userShare"), handshake.Share);
            Assert.Equal(vector.Hex("userConfirm"), handshake.Confirmation);
            Assert.True(handshake.TryFinish(vector.Hex("deviceConfirm"), 1, out var cipher));
            cipher.Dispose();
        }
    }

    [Theory, MemberData(nameof(All))]
    public void The_share_request_is_the_published_one(int index)
    {
        var vector = Logins[index];
        using var handshake = Client(vector);

        Assert.True(MethodRequest.TryParse(PakeShare.Request(handshake), out var request));
        Assert.Equal(TpapLogin.Method, request.Method);
        Assert.Equal(vector.GetProperty("shareRequest").GetRawText().Replace("\n", "").Replace(" ", ""), request.Parameters.GetRawText());
    }

    [Theory, MemberData(nameof(All))]
    public void The_device_takes_the_published_proof_and_gives_its_own(int index)
    {
        var vector = Logins[index];
        using var secret = Secret(vector);
        var device = TpapDeviceHandshake.BeginWith(secret, vector.Hex("userRandom"), vector.Hex("deviceRandom"), Number(vector, "y"));

        Assert.Equal(vector.Hex("deviceShare"), device.Share);
        Assert.True(device.TryFinish(vector.Hex("userShare"), vector.Hex("userConfirm"), 1, out var confirm, out var cipher));
        Assert.Equal(vector.Hex("deviceConfirm"), confirm);
        cipher.Dispose();
    }

    [Theory, MemberData(nameof(All))]
    public void Every_published_message_is_sealed_to_the_byte_and_opened_again(int index)
    {
        var vector = Logins[index];
        using var handshake = Client(vector);
        foreach (var frame in vector.GetProperty("frames").EnumerateArray())
        {
            var sequence = frame.GetProperty("seq").GetUInt32();
            Assert.True(handshake.TryFinish(vector.Hex("deviceConfirm"), sequence, out var cipher));
            using (cipher)
            {
                var sealedFrame = cipher.SealNext(frame.Utf8("plaintext"));

                Assert.Equal(sequence, sealedFrame.Sequence);
                Assert.Equal(frame.Hex("body"), sealedFrame.Body);
                Assert.True(cipher.TryOpenReply(sequence, sealedFrame.Body, out var json));
                Assert.Equal(frame.Str("plaintext"), Encoding.UTF8.GetString(json));
            }
        }
    }

    [Fact]
    public void The_published_message_of_the_cipher_alone_is_sealed_to_the_byte()
    {
        var vector = Vector.Tpap.GetProperty("message");
        var sequence = vector.GetProperty("seq").GetUInt32();
        using var cipher = TpapCipher.Derive(vector.Hex("sharedKey"), sequence);

        byte[] expected = [0, 0, 0, (byte)sequence, .. vector.Hex("ciphertext"), .. vector.Hex("tag")];
        Assert.Equal(expected, cipher.SealNext(vector.Utf8("plaintext")).Body);
    }

    [Fact]
    public void Scalars_stand_in_a_transcript_as_published()
    {
        foreach (var scalar in Vector.Tpap.GetProperty("scalars").EnumerateArray())
        {
            Assert.Equal(scalar.Hex("encoded"), SpakeSecret.EncodeScalar(scalar.Hex("value")));
        }
    }

    [Fact]
    public void User_names_and_fixed_points_are_the_published_ones()
    {
        foreach (var name in Vector.Tpap.GetProperty("usernames").EnumerateArray())
        {
            Assert.Equal(name.Str("username"), TpapPasscode.Username(name.GetProperty("hashType").GetInt32()));
        }

        Assert.Equal(Vector.Tpap.GetProperty("points").Hex("m"), SpakeCurve.Encode(SpakeCurve.M));
        Assert.Equal(Vector.Tpap.GetProperty("points").Hex("n"), SpakeCurve.Encode(SpakeCurve.N));
    }

    private static string? Passcode(JsonElement vector)
    {
        var mac = Mac.Parse(vector.Str("mac"));
        if (vector.GetProperty("unbound").GetBoolean())
        {
            return TpapPasscode.Default(mac);
        }

        var reply = JsonElement.Parse($$"""{"extra_crypt":{{vector.GetProperty("extraCrypt").GetRawText()}}}""");
        return TpapPasscode.Of(PasscodeForm.Read(reply), new PlugCredentials(vector.Str("username"), vector.Str("password")), mac);
    }

    private static SpakeSecret Secret(JsonElement vector) => SpakeSecret.Derive(vector.Str("passcode"), vector.Hex("salt"), vector.GetProperty("iterations").GetInt32());

    private static BigInteger Number(JsonElement vector, string name) => new(1, vector.Hex(name));

    private static TpapHandshake Client(JsonElement vector, string deviceShare = "deviceShare")
    {
        using var secret = Secret(vector);
        Assert.True(TpapHandshake.TryAnswerWith(
            Number(vector, "x"), secret, vector.Hex("userRandom"), vector.Hex("deviceRandom"), vector.Hex(deviceShare), out var handshake));
        return handshake;
    }
}
