using System.Net;
using NodaTime;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.Discovery;

/// <summary>
/// What a device says of itself on the discovery port (PROTOCOL 1.2), still in the device's words. Read by clients, written by
/// devices. Everything may be missing; <see cref="ToSighting"/> makes a Domain value of what is enough for one.
/// </summary>
public sealed record DiscoveryAnswer
{
    /// <summary>32 hex digits; not the identifier inside sessions.</summary>
    public string? DeviceId { get; init; }

    /// <summary>32 hex digits, the same for all devices of an account.</summary>
    public string? Owner { get; init; }

    /// <summary>The family, such as <c>SMART.TAPOPLUG</c>.</summary>
    public string? DeviceType { get; init; }

    /// <summary>Model with region, such as <c>P110(UK)</c>; old firmware leaves the region out.</summary>
    public string? DeviceModel { get; init; }

    /// <summary>The address the device believes to have.</summary>
    public string? Ip { get; init; }

    /// <summary>Hardware address in any notation.</summary>
    public string? Mac { get; init; }

    /// <summary>How it was set up: <c>tplink</c>, <c>matter</c>, <c>tss</c>, <c>apple</c>.</summary>
    public string? SetUpBy { get; init; }

    /// <summary>Whether it is not bound to an account.</summary>
    public bool FactoryDefault { get; init; }

    /// <summary><c>AES</c>, <c>KLAP</c> or <c>TPAP</c>.</summary>
    public string? EncryptType { get; init; }

    /// <summary>TLS instead of plain HTTP.</summary>
    public bool Https { get; init; }

    /// <summary>TCP port of its web server.</summary>
    public int? HttpPort { get; init; }

    /// <summary>2 = <c>login_device</c> takes the hashed password; missing = it does not.</summary>
    public int? LoginVersion { get; init; }

    /// <summary>An IOT device that uses KLAP's newer hashes.</summary>
    public bool NewKlap { get; init; }

    /// <summary>1 on firmware of 2024 and later.</summary>
    public int? ProtocolVersion { get; init; }

    /// <summary>Whether the device wants TPAP; missing on older firmware.</summary>
    public bool? TpapPreferred { get; init; }

    /// <summary>How it wants TPAP, where it does.</summary>
    public TpapInvitation? Tpap { get; init; }

    /// <summary>The device's datagram with this answer, under the serial of the probe.</summary>
    public byte[] Write(uint serial) => TdpDatagram.Reply(serial, DiscoveryAnswerJson.Write(this));

    /// <summary>Reads the answer out of a datagram; opens <c>encrypt_info</c> with the key of the probe if it is there and can be opened.
    /// Nothing where the datagram is garbage, reports an error or does not name a family. Never throws.</summary>
    public static DiscoveryAnswer? Read(ReadOnlySpan<byte> datagram, RsaKeyPair? probeKey) =>
        datagram.Length <= TdpDatagram.HeaderLength ? null : DiscoveryAnswerJson.Read(datagram[TdpDatagram.HeaderLength..], probeKey);

    /// <summary>The Domain value: nothing where the answer has no hardware address, because then nobody could tell whose it is.</summary>
    /// <param name="source">Where the datagram came from; preferred over <see cref="Ip"/>.</param>
    /// <param name="seenAt">When it came.</param>
    public Sighting? ToSighting(IPAddress source, Instant seenAt)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!Domain.Plugs.Mac.TryParse(Mac, out var mac))
        {
            return null;
        }

        return new Sighting(
            mac,
            string.IsNullOrEmpty(DeviceId) ? null : new DiscoveryId(DeviceId.ToLowerInvariant()),
            source,
            ModelName.WithoutRegion(DeviceModel),
            string.IsNullOrEmpty(Owner) ? null : new OwnerHash(Owner),
            TransportChoice.Of(this),
            FactoryDefault ? Binding.FactoryDefault : Binding.Bound,
            seenAt);
    }
}
