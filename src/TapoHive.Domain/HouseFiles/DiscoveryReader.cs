using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads <c>discovery</c>.</summary>
internal static class DiscoveryReader
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    public static DiscoveryDefinition Read(Section house)
    {
        var usual = DiscoveryDefinition.Usual;
        const string Example = "discovery { targets = [ broadcast, own-subnets ], every = 60s }";
        if (house.Find("discovery")?.Fields(SectionKeys.Discovery, Example) is not { } section)
        {
            return usual;
        }

        return new DiscoveryDefinition(
            section.Find("targets") is { } targets ? Targets(targets) : usual.Targets,
            section.Find("every") is { } every ? Every(every) ?? usual.Every : usual.Every,
            section.Find("adopt") is { } adopt ? Adopt(adopt) ?? usual.Adopt : usual.Adopt,
            section.Find("port") is { } port ? (int)(port.Take(port.Value.AsLong(1, 65535)) ?? usual.Port) : usual.Port);
    }

    private static ImmutableArray<DiscoveryTarget> Targets(Entry entry)
    {
        var targets = new List<DiscoveryTarget>();
        var items = entry.Items().ToList();
        foreach (var item in items)
        {
            if (Target(item) is { } target && !targets.Contains(target))
            {
                targets.Add(target);
            }
        }

        // Where each one is wrong, that is what is said, and not also that nothing is looked for.
        return targets.Count == 0 && items.Count > 0 ? DiscoveryDefinition.Usual.Targets : [.. targets];
    }

    private static DiscoveryTarget? Target(Entry item)
    {
        if (item.Text("a target", "Write broadcast, own-subnets, \"192.0.2.0/24\" or \"192.0.2.31\"") is not { } text)
        {
            return null;
        }

        if (DiscoveryTarget.TryParse(text, out var target) && (target.Range is null || PlainAddress(text.Split('/')[0]) is not null))
        {
            return target.Range is ({ } network, var prefix) && text.Contains('/', StringComparison.Ordinal)
                ? Masked(network, prefix)
                : target;
        }

        item.Error($"{SecretShield.Shown(text)} is no place to look for plugs", Remedy(text));
        return null;
    }

    private static string Remedy(string text)
    {
        var parts = text.Split('/');
        if (parts.Length == 2 && PlainAddress(parts[0]) is { } network
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix))
        {
            return prefix < 16
                ? "A range is probed address by address, so it may be a /16 at most: "
                    + $"write \"{Masked(network, 16)}\", or the smaller ranges that hold plugs"
                : "The number after '/' is from 16 (65,536 addresses) to 32 (one)";
        }

        if (text.Contains(':', StringComparison.Ordinal))
        {
            return "Plugs are reached over IPv4, on the port that discovery.port gives: write \"192.0.2.31\"";
        }

        if (text.Contains('-', StringComparison.Ordinal) && text.Any(char.IsAsciiDigit))
        {
            return "Write a range with its prefix: \"192.0.2.0/28\"";
        }

        return Suggestion.Nearest(text, [DiscoveryTarget.Broadcast.Value, DiscoveryTarget.OwnSubnets.Value]) is { } word
            ? $"Did you mean '{word}'?"
            : "Write broadcast, own-subnets, a range such as \"192.0.2.0/24\" or an address such as \"192.0.2.31\"";
    }

    // 192.0.2.010 would be read as octal: an address must be written as it is shown.
    private static IPAddress? PlainAddress(string text) =>
        IPAddress.TryParse(text, out var ip) && ip.AddressFamily == AddressFamily.InterNetwork && ip.ToString() == text ? ip : null;

    private static DiscoveryTarget Masked(IPAddress address, int prefix)
    {
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
        var network = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(network, bits & (uint)(0xFFFF_FFFFUL << (32 - prefix)));
        return DiscoveryTarget.FromText(string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(network)}/{prefix}"));
    }

    private static Duration? Every(Entry entry)
    {
        if (entry.Take(entry.Value.AsDuration()) is not { } every)
        {
            return null;
        }

        if (every < s_shortest || every > s_longest)
        {
            entry.Error(
                every < s_shortest
                    ? "looking for plugs more often than every 5 seconds would only load the network"
                    : "looking for plugs less often than once a day finds none that moved",
                "Write for example every = 60s");
            return null;
        }

        return Duration.FromTimeSpan(every);
    }

    private static Adoption? Adopt(Entry entry)
    {
        const string Hint = "Write auto (found plugs join the house) or ask (they wait for: tapohive adopt)";
        switch (entry.Text("what becomes of found plugs", Hint))
        {
            case "auto":
                return Adoption.Automatic;
            case "ask":
                return Adoption.Ask;
            case { } other:
                entry.Error($"{SecretShield.Shown(other)} does not say what becomes of found plugs", Hint);
                return null;
            default:
                return null;
        }
    }
}
