using System.Net;
using System.Text;
using NodaTime;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Discovery;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.Tests.Vectors;

namespace TapoHive.Protocol.Tests.Discovery;

public sealed class DiscoveryVectorTests
{
    private const uint Serial = 0x01020304;

    private static readonly RsaKeyPair Key = RsaKeyPair.FromPkcs8(Vector.Pkcs8(Vector.Discovery.Str("rsa_private_key_pkcs8_pem")));

    [Fact]
    public void The_probe_is_the_published_datagram()
    {
        var datagram = DiscoveryProbe.Write(Serial, Key.Public);

        Assert.Equal(Vector.Discovery.Hex("query_packet"), datagram);
        Assert.True(DiscoveryProbe.TryRead(datagram, out var probe));
        Assert.True(probe.HasValidCrc);
        Assert.Equal(Serial, probe.Serial);
        Assert.Equal(Vector.Discovery.Str("rsa_public_key_spki_pem"), probe.Key!.Pem);
    }

    [Fact]
    public void The_old_probe_without_a_key_is_recognised()
    {
        Assert.True(DiscoveryProbe.TryRead(Vector.Discovery.Hex("fixed_query_without_key"), out var probe));
        Assert.True(probe.HasValidCrc);
        Assert.Null(probe.Key);
    }

    [Fact]
    public void The_frame_of_a_reply_is_the_published_one() =>
        Assert.Equal(Vector.Discovery.Hex("reply_packet"), TdpDatagram.Reply(Serial, Vector.Discovery.Utf8("reply_json")));

    [Fact]
    public void The_published_reply_becomes_a_sighting_from_where_it_came()
    {
        var seen = Instant.FromUtc(2026, 1, 2, 3, 4);
        var sighting = DiscoveryAnswer.Read(Vector.Discovery.Hex("reply_packet"), Key)?.ToSighting(IPAddress.Parse("192.0.2.77"), seen);

        Assert.Equal(
            new Sighting(
                Mac.Parse("00-00-5E-00-53-01"),
                new DiscoveryId("0123456789abcdef0123456789abcdef"),
                IPAddress.Parse("192.0.2.77"),
                "P110",
                new OwnerHash("B58996C504C5638798EB6B511E6F49AF"),
                new SightedTransport.Offered(new TransportOffer(Transport.Klap, 80)),
                Binding.Bound,
                seen),
            sighting);
    }

    [Fact]
    public void The_published_sealed_part_is_opened()
    {
        var info = LooseJson.ParseObject(Vector.Discovery.Utf8("reply_json"))!.Value.GetProperty("result").GetProperty("encrypt_info");
        var opened = SealedInfo.Open(info, Key);

        Assert.Equal(Vector.Discovery.Str("encrypt_info_plaintext"), opened!.Value.GetRawText());
    }

    [Fact]
    public void A_sealed_part_for_somebody_else_costs_only_itself()
    {
        var sealedForOther = SealedInfo.Seal("""{"owner":"B58996C504C5638798EB6B511E6F49AF"}"""u8, RsaKeyPair.Generate(1024).Public);
        var json = $$$"""{"error_code":0,"result":{"device_type":"SMART.TAPOPLUG","mac":"00-00-5E-00-53-01","encrypt_info":{{{Encoding.UTF8.GetString(sealedForOther)}}}}}""";
        var answer = DiscoveryAnswer.Read(TdpDatagram.Reply(1, Encoding.UTF8.GetBytes(json)), Key);

        Assert.Null(answer!.Owner);
        Assert.Equal("AES", answer.EncryptType);
    }

    [Fact]
    public void The_owner_inside_the_sealed_part_is_taken_where_none_is_outside()
    {
        var sealedInfo = SealedInfo.Seal("""{"owner":"b58996c504c5638798eb6b511e6f49af"}"""u8, Key.Public);
        var json = $$$"""{"error_code":0,"result":{"device_type":"SMART.TAPOPLUG","mac":"00-00-5E-00-53-01","encrypt_info":{{{Encoding.UTF8.GetString(sealedInfo)}}}}}""";
        var answer = DiscoveryAnswer.Read(TdpDatagram.Reply(1, Encoding.UTF8.GetBytes(json)), Key);

        Assert.Equal("b58996c504c5638798eb6b511e6f49af", answer!.Owner);
    }
}
