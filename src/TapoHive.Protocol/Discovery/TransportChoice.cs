using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Protocol.Discovery;

/// <summary>The rules that turn a discovery answer into a transport, or into the reason why there is none (PROTOCOL 1.4).</summary>
public static class TransportChoice
{
    private const int PlainPort = 80;

    // The one that TLS devices of this dialect use (PROTOCOL 1.2, http_port).
    private const int TlsPort = 4433;

    /// <summary>Applies the rules in their order.</summary>
    public static SightedTransport Of(DiscoveryAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (!IsPlugOrSwitch(answer.DeviceType))
        {
            return new SightedTransport.NotSpoken($"'{answer.DeviceType}' is no plug or switch.");
        }

        var scheme = answer.Https ? WebScheme.Https : WebScheme.Http;
        var port = answer.HttpPort ?? (answer.Https ? TlsPort : PlainPort);
        if (Is(answer.EncryptType, "TPAP") || answer.TpapPreferred == true)
        {
            return Offer(Transport.Tpap, answer.Tpap?.Port ?? answer.HttpPort ?? PlainPort, answer.Tpap is { Tls: > 0 } ? WebScheme.Https : WebScheme.Http);
        }

        if (Is(answer.EncryptType, "KLAP"))
        {
            return Offer(IsIot(answer.DeviceType) && !answer.NewKlap ? Transport.Klap1 : Transport.Klap, port, scheme);
        }

        if (!Is(answer.EncryptType, "AES"))
        {
            return new SightedTransport.NotSpoken(
                answer.EncryptType is { Length: > 0 } other ? $"It offers the transport '{other}', which is not known here." : "It does not say which transport it offers.");
        }

        return answer.Https
            ? new SightedTransport.NotSpoken("It wants AES over TLS, which only cameras and hubs are known to use.")
            : new SightedTransport.Offered(new TransportOffer(Transport.Aes, port, WebScheme.Http, answer.LoginVersion == 2 ? AesLogin.HashedPassword : AesLogin.PlainPassword));
    }

    private static SightedTransport.Offered Offer(Transport transport, int port, WebScheme scheme) => new(new TransportOffer(transport, port, scheme));

    private static bool IsPlugOrSwitch(string? family) =>
        family is not null && (family.Contains("PLUG", StringComparison.OrdinalIgnoreCase) || family.Contains("SWITCH", StringComparison.OrdinalIgnoreCase));

    private static bool IsIot(string? family) => family!.StartsWith("IOT.", StringComparison.OrdinalIgnoreCase);

    private static bool Is(string? text, string name) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
}
