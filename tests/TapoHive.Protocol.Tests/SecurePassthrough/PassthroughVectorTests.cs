using System.Text;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.SecurePassthrough;
using TapoHive.Protocol.Tests.Vectors;

namespace TapoHive.Protocol.Tests.SecurePassthrough;

public sealed class PassthroughVectorTests
{
    private static readonly RsaKeyPair Key = RsaKeyPair.FromPkcs8(Vector.Pkcs8(Vector.SecurePassthrough.Str("rsa_private_key_pkcs8_pem")));

    private static readonly PlugCredentials Account = new(Vector.SecurePassthrough.Str("username"), Vector.SecurePassthrough.Str("password"));

    private static PassthroughCipher Cipher => PassthroughCipher.From([.. Vector.SecurePassthrough.Hex("decrypted_key"), .. Vector.SecurePassthrough.Hex("decrypted_iv")]);

    [Fact]
    public void The_handshake_is_the_published_one_of_314_bytes()
    {
        var body = PassthroughHandshake.Request(Key.Public);

        Assert.Equal(Vector.SecurePassthrough.Str("handshake_request_body"), Encoding.UTF8.GetString(body));
        Assert.Equal(314, body.Length);
    }

    [Fact]
    public void The_published_handshake_reply_gives_the_published_key_and_IV()
    {
        Assert.True(MethodAnswer.TryParse(PassthroughHandshake.Reply(Vector.SecurePassthrough.Str("handshake_response_key")), out var answer));
        Assert.True(PassthroughHandshake.TryAccept(answer.Result, Key, out var cipher));
        using (cipher)
        {
            Assert.Equal(Vector.SecurePassthrough.Str("request_encrypted_base64"), cipher.Seal(Vector.SecurePassthrough.Utf8("request_plaintext")));
        }
    }

    [Fact]
    public void The_envelope_of_a_request_is_the_published_one()
    {
        using var cipher = Cipher;
        var body = PassthroughEnvelope.SealRequest(cipher, Vector.SecurePassthrough.Utf8("request_plaintext"));

        Assert.Equal(Vector.SecurePassthrough.Str("passthrough_request_body"), Encoding.UTF8.GetString(body));
        Assert.True(PassthroughEnvelope.TryOpenRequest(cipher, body, out var request));
        Assert.Equal(Vector.SecurePassthrough.Utf8("request_plaintext"), request);
    }

    [Fact]
    public void The_envelope_of_a_reply_is_the_published_one()
    {
        using var cipher = Cipher;
        var body = PassthroughEnvelope.SealReply(cipher, Vector.SecurePassthrough.Utf8("response_plaintext"));

        Assert.Equal(Vector.SecurePassthrough.Str("passthrough_response_body"), Encoding.UTF8.GetString(body));
        Assert.True(MethodAnswer.TryParse(body, out var outer));
        Assert.True(PassthroughEnvelope.TryOpenReply(cipher, outer, out var reply));
        Assert.Equal(0, reply.ErrorCode);
        Assert.True(reply.Result.GetProperty("device_on").GetBoolean());
    }

    [Theory]
    [InlineData(AesLogin.PlainPassword, "login_device_v1_params", "password")]
    [InlineData(AesLogin.HashedPassword, "login_device_v2_params", "password2")]
    public void Both_forms_of_the_login_carry_the_published_values(AesLogin form, string vector, string field)
    {
        Assert.True(MethodRequest.TryParse(LoginDevice.Call(Account, form).ToJson(), out var request));
        var expected = Vector.SecurePassthrough.GetProperty(vector);

        Assert.Equal("login_device", request.Method);
        Assert.Equal(expected.Str("username"), request.Parameters.Str("username"));
        Assert.Equal(expected.Str(field), request.Parameters.Str(field));
        Assert.True(LoginDevice.Matches(expected, Account));
        Assert.False(LoginDevice.Matches(expected, new PlugCredentials(Account.Username, "another")));
        Assert.False(LoginDevice.Matches(expected, new PlugCredentials(Account.Username.ToUpperInvariant(), Account.Password)));
    }

    [Fact]
    public void The_key_and_the_reply_of_the_first_public_capture_are_read()
    {
        var seed = Vector.SecurePassthrough.GetProperty("seed");
        Assert.True(PassthroughHandshake.TryReadRequest(Encoding.UTF8.GetBytes(seed.GetProperty("request_json").GetRawText()), out var key));
        Assert.Equal(1024, key.Bits);
        Assert.Equal(seed.GetProperty("parsed").GetProperty("response_key_bytes").GetInt32(), Base64Text.Decode(seed.GetProperty("response_json").GetProperty("result").Str("key"))!.Length);
        Assert.Equal("TP_SESSIONID=4C22EA2D8FDDD4DA6EAAC3A916994898", SessionCookie.Parse([seed.Str("cookie") + ";TIMEOUT=86400"])!.ToRequestHeader());
    }
}
