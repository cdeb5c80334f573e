using System.Diagnostics.CodeAnalysis;
using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.Discovery;

/// <summary>The question "who is there?" (PROTOCOL 1.1): written by clients, read by devices.</summary>
/// <param name="Serial">Any number; the reply repeats it.</param>
/// <param name="Key">The client's key for <c>encrypt_info</c>; absent in the short form of old clients.</param>
/// <param name="HasValidCrc">Whether the CRC fits; devices are lenient about it.</param>
public sealed record DiscoveryProbe(uint Serial, RsaPublicKey? Key, bool HasValidCrc)
{
    /// <summary>The datagram that asks everyone who gets it, with the key that their answers may be sealed for.</summary>
    public static byte[] Write(uint serial, RsaPublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var json = WireJson.WriteObject(json =>
        {
            json.WriteStartObject("params");
            json.WriteString("rsa_key", key.Pem);
            json.WriteEndObject();
        });
        return TdpDatagram.Request(serial, json);
    }

    /// <summary>Recognises a probe of any client: with a key in any PEM layout, or without one. False for anything else; never throws.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out DiscoveryProbe? probe)
    {
        probe = null;
        if (!TdpDatagram.LooksLikeProbe(datagram))
        {
            return false;
        }

        var pem = LooseJson.ParseObject(datagram[TdpDatagram.HeaderLength..])?.ObjectMember("params")?.Text("rsa_key");
        _ = RsaPublicKey.TryParsePem(pem, out var key);
        probe = new DiscoveryProbe(TdpDatagram.SerialOf(datagram), key, TdpDatagram.HasValidCrc(datagram));
        return true;
    }
}
