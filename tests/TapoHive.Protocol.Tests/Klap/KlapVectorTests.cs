using System.Text;
using System.Text.Json;
using TapoHive.Protocol.Klap;
using TapoHive.Protocol.Tests.Vectors;

namespace TapoHive.Protocol.Tests.Klap;

public sealed class KlapVectorTests
{
    public static TheoryData<int> All => [.. Enumerable.Range(0, Vector.Klap.Count)];

    [Theory, MemberData(nameof(All))]
    public void The_hash_of_the_credentials_is_the_published_one(int index)
    {
        var vector = Vector.Klap[index];
        Assert.Equal(vector.Hex("authHash"), KlapHashes.Auth(Version(vector), Credentials(vector)));
    }

    [Fact]
    public void Who_wipes_the_hash_of_credentials_leaves_it_to_others()
    {
        var credentials = new PlugCredentials("me@example.com", "secret");
        var mine = KlapHashes.Auth(KlapVersion.V2, credentials);
        byte[] before = [.. mine];
        Array.Clear(mine);

        Assert.Equal(before, KlapHashes.Auth(KlapVersion.V2, credentials));
    }

    [Theory, MemberData(nameof(All))]
    public void The_client_recognises_the_device_and_sends_the_published_proof(int index)
    {
        var vector = Vector.Klap[index];
        using var handshake = KlapHandshake.BeginWith(Version(vector), vector.Hex("localSeed"));

        Assert.Equal(vector.Hex("localSeed"), handshake.FirstBody);
        Assert.True(handshake.TryMatch(vector.Hex("handshake1Reply"), Credentials(vector), out var matched));
        Assert.Equal(CredentialOrigin.Account, matched);
        Assert.Equal(vector.Hex("handshake2Body"), handshake.SecondBody());
    }

    [Theory, MemberData(nameof(All))]
    public void The_device_sends_the_published_reply_and_takes_the_published_proof(int index)
    {
        var vector = Vector.Klap[index];
        Assert.True(KlapDeviceHandshake.TryBeginWith(Version(vector), Credentials(vector), vector.Hex("localSeed"), vector.Hex("remoteSeed"), out var handshake));

        Assert.Equal(vector.Hex("handshake1Reply"), handshake.FirstReply());
        Assert.True(handshake.TryFinish(vector.Hex("handshake2Body"), out var cipher));
        using (cipher)
        {
            Assert.Equal(vector.GetProperty("initialSeq").GetInt32(), cipher.Sequence);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Every_published_request_is_sealed_to_the_byte_and_opened_again(int index)
    {
        var vector = Vector.Klap[index];
        using var client = Cipher(vector);
        using var device = Cipher(vector);
        foreach (var request in vector.GetProperty("requests").EnumerateArray())
        {
            var sequence = request.GetProperty("seq").GetInt32();
            client.Advance(unchecked(sequence - 1));
            var body = request.Hex("body");
            Assert.True(device.TryOpen(sequence, body, out var json));
            Assert.Equal(request.Str("plaintext"), Encoding.UTF8.GetString(json));
            if (client.IsExhausted)
            {
                // The published step over the end of the numbers: never taken by SealNext, which asks for a new handshake.
                Assert.Equal(body, client.Seal(sequence, request.Utf8("plaintext")));
                continue;
            }

            var frame = client.SealNext(request.Utf8("plaintext"));
            Assert.Equal(body, frame.Body);
            Assert.Equal(request.Str("query"), frame.Query);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Every_published_reply_carries_the_signature_that_is_checked(int index)
    {
        var vector = Vector.Klap[index];
        if (!vector.TryGetProperty("reply", out var reply))
        {
            // Vectors of a handshake alone: that they derive a session is all there is to see.
            using var derived = Cipher(vector);
            Assert.Equal(vector.GetProperty("initialSeq").GetInt32(), derived.Sequence);
            return;
        }

        using var cipher = Cipher(vector);
        var sequence = reply.GetProperty("seq").GetInt32();
        Assert.True(cipher.TryOpen(sequence, reply.Hex("body"), out var json));
        Assert.Equal(reply.Str("plaintext"), Encoding.UTF8.GetString(json));
        Assert.Equal(reply.Hex("body"), cipher.Seal(sequence, json));
    }

    internal static KlapVersion Version(JsonElement vector) => Enum.Parse<KlapVersion>(vector.Str("version"));

    internal static PlugCredentials Credentials(JsonElement vector) => new(vector.Str("username"), vector.Str("password"));

    internal static KlapCipher Cipher(JsonElement vector) => KlapCipher.Derive(vector.Hex("localSeed"), vector.Hex("remoteSeed"), vector.Hex("authHash"));
}
