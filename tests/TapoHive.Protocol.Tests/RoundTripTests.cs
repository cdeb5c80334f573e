using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using TapoHive.Protocol.Discovery;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.Klap;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.SecurePassthrough;

namespace TapoHive.Protocol.Tests;

/// <summary>What one side seals the other opens, and nobody opens what was touched on the way.</summary>
public sealed class RoundTripTests
{
    private static readonly RsaKeyPair Key = RsaKeyPair.Generate(1024);

    [Property]
    public bool A_KLAP_message_is_opened_under_its_own_number_only(byte[] message, int sequence, NonEmptyArray<byte> auth)
    {
        using var cipher = KlapCipher.Derive(new byte[16], new byte[16], auth.Get);
        var body = cipher.Seal(sequence, message);
        return cipher.TryOpen(sequence, body, out var opened) && opened.SequenceEqual(message) && !cipher.TryOpen(unchecked(sequence + 1), body, out _);
    }

    [Property]
    public bool A_KLAP_message_with_one_bit_changed_is_not_opened(byte[] message, int sequence, int place, byte bit)
    {
        using var cipher = KlapCipher.Derive(new byte[16], new byte[16], new byte[32]);
        var body = cipher.Seal(sequence, message);
        body[(int)((uint)place % (uint)body.Length)] ^= (byte)(1 << (bit % 8));
        return !cipher.TryOpen(sequence, body, out _);
    }

    [Property]
    public bool Both_sides_of_a_KLAP_handshake_arrive_at_one_session(NonNull<string> user, NonNull<string> password, bool newer)
    {
        var version = newer ? KlapVersion.V2 : KlapVersion.V1;
        var credentials = new PlugCredentials(user.Get, password.Get);
        using var client = KlapHandshake.Begin(version);
        if (!KlapDeviceHandshake.TryBegin(version, credentials, client.FirstBody.Span, out var device)
            || !client.TryMatch(device.FirstReply(), credentials, out var matched)
            || matched != CredentialOrigin.Account
            || !device.TryFinish(client.SecondBody(), out var deviceCipher))
        {
            return false;
        }

        using var cipher = client.ToCipher();
        using (deviceCipher)
        {
            if (cipher.IsExhausted)
            {
                return deviceCipher.IsExhausted;
            }

            var frame = cipher.SealNext("hello"u8);
            return deviceCipher.TryOpen(frame.Sequence, frame.Body, out var request) && request.AsSpan().SequenceEqual("hello"u8);
        }
    }

    [Fact]
    public void A_device_refuses_a_client_that_knows_other_credentials()
    {
        using var client = KlapHandshake.Begin(KlapVersion.V2);
        Assert.True(KlapDeviceHandshake.TryBegin(KlapVersion.V2, new PlugCredentials("a", "b"), client.FirstBody.Span, out var device));

        Assert.False(client.TryMatch(device.FirstReply(), new PlugCredentials("a", "c"), out _));
        Assert.Throws<InvalidOperationException>(client.SecondBody);
        Assert.False(device.TryFinish(new byte[32], out _));
        Assert.False(device.TryFinish([], out _));
    }

    [Fact]
    public void The_last_number_is_used_and_then_a_new_handshake_is_due()
    {
        using var cipher = KlapCipher.Derive(new byte[16], new byte[16], new byte[32]);
        cipher.Advance(int.MaxValue - 1);

        Assert.Equal(int.MaxValue, cipher.SealNext("x"u8).Sequence);
        Assert.True(cipher.IsExhausted);
        Assert.Throws<InvalidOperationException>(() => cipher.SealNext("x"u8));
    }

    [Property]
    public bool A_passthrough_message_is_opened_by_both_sides(byte[] message, NonNull<string> password)
    {
        using var device = PassthroughCipher.Fresh(Key.Public, out var wrapped);
        if (!MethodAnswer.TryParse(PassthroughHandshake.Reply(wrapped), out var reply) || !PassthroughHandshake.TryAccept(reply.Result, Key, out var client))
        {
            return false;
        }

        using (client)
        {
            return PassthroughEnvelope.TryOpenRequest(device, PassthroughEnvelope.SealRequest(client, message), out var request) && request.SequenceEqual(message)
                && client.TryOpen(device.Seal(message), out var opened) && opened.SequenceEqual(message)
                && MethodRequest.TryParse(LoginDevice.Call(new PlugCredentials("u", password.Get), Domain.Plugs.AesLogin.PlainPassword).ToJson(), out var login)
                && LoginDevice.Matches(login.Parameters, new PlugCredentials("u", password.Get));
        }
    }

    [Property]
    public bool A_datagram_keeps_its_serial_and_its_CRC(uint serial, byte[] json)
    {
        var datagram = TdpDatagram.Request(serial, json);
        if (!TdpDatagram.HasValidCrc(datagram) || TdpDatagram.SerialOf(datagram) != serial)
        {
            return false;
        }

        datagram[^1] ^= 1;
        return !TdpDatagram.HasValidCrc(datagram);
    }

    [Fact]
    public void A_wrong_CRC_does_not_keep_a_device_from_recognising_a_probe()
    {
        var datagram = DiscoveryProbe.Write(7, Key.Public);
        datagram[12] ^= 1;

        Assert.True(DiscoveryProbe.TryRead(datagram, out var probe));
        Assert.False(probe.HasValidCrc);
        Assert.NotNull(probe.Key);
    }

    [Fact]
    public void A_reply_is_no_probe() => Assert.False(DiscoveryProbe.TryRead(TdpDatagram.Reply(7, "{}"u8), out _));
}
