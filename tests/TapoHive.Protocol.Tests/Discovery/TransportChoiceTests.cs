using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Discovery;

namespace TapoHive.Protocol.Tests.Discovery;

public sealed class TransportChoiceTests
{
    public static TheoryData<string, string> Offers => new()
    {
        { Plug("""{"encrypt_type":"KLAP","http_port":80,"lv":2}"""), "Klap:80:Http" },
        { Plug("""{"encrypt_type":"klap"}"""), "Klap:80:Http" },
        { Plug("""{"encrypt_type":"KLAP","http_port":4433,"is_support_https":true}"""), "Klap:4433:Https" },
        { Plug("""{"encrypt_type":"KLAP","is_support_https":1}"""), "Klap:4433:Https" },
        { Plug("""{"encrypt_type":"KLAP","http_port":"8080"}"""), "Klap:8080:Http" },
        { Plug("""{"encrypt_type":"KLAP","http_port":99999}"""), "Klap:80:Http" },
        { Of("SMART.KASAPLUG", """{"encrypt_type":"KLAP","http_port":80}"""), "Klap:80:Http" },
        { Of("SMART.TAPOSWITCH", """{"encrypt_type":"KLAP","http_port":80}"""), "Klap:80:Http" },
        { Of("IOT.SMARTPLUGSWITCH", """{"encrypt_type":"KLAP","http_port":80}"""), "Klap1:80:Http" },
        { Of("IOT.SMARTPLUGSWITCH", """{"encrypt_type":"KLAP","http_port":80,"new_klap":1}"""), "Klap:80:Http" },
        { Plug("""{"encrypt_type":"AES","http_port":80,"lv":2}"""), "Aes:80:Http:HashedPassword" },
        { Plug("""{"encrypt_type":"AES","http_port":80}"""), "Aes:80:Http:PlainPassword" },
        { Plug("""{"encrypt_type":"AES","http_port":80,"lv":1}"""), "Aes:80:Http:PlainPassword" },
        { Plug("""{"encrypt_type":"TPAP","http_port":80}"""), "Tpap:80:Http" },
        { Plug("""{"encrypt_type":"TPAP","http_port":80}""", "\"tpap\":{\"tls\":0,\"port\":8081,\"pake\":[2]}"), "Tpap:8081:Http" },
        { Plug("""{"encrypt_type":"TPAP","http_port":80}""", "\"tpap\":{\"tls\":2,\"port\":4433,\"pake\":[2]}"), "Tpap:4433:Https" },
        { Plug("""{"encrypt_type":"KLAP","http_port":80}""", "\"tpap_preferred\":true"), "Tpap:80:Http" },
        { Plug("""{"encrypt_type":"KLAP","http_port":80}""", "\"tpap_preferred\":false"), "Klap:80:Http" },
        { Plug("""{"http_port":80}""", "\"encrypt_info\":{\"sym_schm\":\"AES\",\"key\":\"\",\"data\":\"\"}"), "Aes:80:Http:PlainPassword" },
    };

    [Theory, MemberData(nameof(Offers))]
    public void An_answer_offers(string json, string expected)
    {
        var offer = Assert.IsType<SightedTransport.Offered>(TransportChoice.Of(Read(json)!)).Offer;

        Assert.Equal(expected, offer.Transport == Transport.Aes ? $"{offer.Transport}:{offer.Port}:{offer.Scheme}:{offer.Login}" : $"{offer.Transport}:{offer.Port}:{offer.Scheme}");
    }

    public static TheoryData<string> NoOffers => [
        Of("SMART.IPCAMERA", """{"is_support_https":true}"""),
        Of("SMART.TAPOHUB", """{"encrypt_type":"AES","is_support_https":true}"""),
        Of("SMART.TAPOBULB", """{"encrypt_type":"KLAP","http_port":80}"""),
        Plug("""{"encrypt_type":"AES","is_support_https":true}"""),
        Plug("""{"encrypt_type":"NEXT"}"""),
        Plug("{}"),
        """{"error_code":0,"result":{"device_type":"SMART.TAPOPLUG"}}""",
    ];

    [Theory, MemberData(nameof(NoOffers))]
    public void An_answer_that_offers_nothing_we_speak_says_why(string json) =>
        Assert.NotEmpty(Assert.IsType<SightedTransport.NotSpoken>(TransportChoice.Of(Read(json)!)).Reason);

    [Theory]
    [InlineData("""{"error_code":-1,"result":{"device_type":"SMART.TAPOPLUG"}}""")]
    [InlineData("""{"error_code":0,"result":{}}""")]
    [InlineData("""{"error_code":0}""")]
    [InlineData("[]")]
    [InlineData("not JSON")]
    [InlineData("")]
    public void What_is_no_answer_is_ignored(string json) => Assert.Null(Read(json));

    [Fact]
    public void An_answer_without_a_hardware_address_is_no_sighting() =>
        Assert.Null(Read(Plug("{}"))!.ToSighting(System.Net.IPAddress.Loopback, NodaTime.Instant.MinValue));

    [Fact]
    public void Older_firmware_words_identity_and_owner_otherwise()
    {
        var answer = Read("""{"error_code":0,"result":{"device_type":"SMART.TAPOPLUG","device_model":"P100","mac":"00005e005301","device_id_hash":"AB","device_owner_hash":"cd","factory_default":"1"}}""")!;
        var sighting = answer.ToSighting(System.Net.IPAddress.Loopback, NodaTime.Instant.MinValue)!;

        Assert.Equal((new DiscoveryId("ab"), new OwnerHash("CD"), "P100", Binding.FactoryDefault), (sighting.DiscoveryId!.Value, sighting.Owner!.Value, sighting.Model, sighting.Binding));
    }

    [Fact]
    public void What_a_device_writes_a_client_reads()
    {
        var answer = new DiscoveryAnswer
        {
            DeviceId = "0123456789abcdef0123456789abcdef",
            Owner = "B58996C504C5638798EB6B511E6F49AF",
            DeviceType = "SMART.TAPOPLUG",
            DeviceModel = "P110(UK)",
            Ip = "192.0.2.10",
            Mac = "00-00-5E-00-53-01",
            SetUpBy = "tplink",
            EncryptType = "TPAP",
            HttpPort = 80,
            LoginVersion = 2,
            ProtocolVersion = 1,
            TpapPreferred = true,
            FactoryDefault = true,
            NewKlap = true,
            Tpap = new TpapInvitation(0, 80, [2], Attests: true),
        };

        var read = DiscoveryAnswer.Read(answer.Write(7), probeKey: null)!;
        Assert.Equal(answer.Tpap.Passcodes, read.Tpap!.Passcodes);
        Assert.Equal(answer with { Tpap = null }, read with { Tpap = null });
    }

    private static string Plug(string scheme, string? more = null) => Of("SMART.TAPOPLUG", scheme, more);

    private static string Of(string family, string scheme, string? more = null) =>
        $$$"""{"error_code":0,"result":{"device_type":"{{{family}}}","mgt_encrypt_schm":{{{scheme}}}{{{(more is null ? string.Empty : "," + more)}}}}}""";

    private static DiscoveryAnswer? Read(string json) => DiscoveryAnswer.Read(TdpDatagram.Reply(1, System.Text.Encoding.UTF8.GetBytes(json)), probeKey: null);
}
