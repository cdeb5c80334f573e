using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Alerts;

/// <summary>Puts what is to be told into one message.</summary>
public static class AlertComposition
{
    private const int ItemsEach = 50;
    private const int SubnetsEach = 10;

    /// <summary>The message for a channel; nothing where it has been told everything.</summary>
    /// <param name="house">The house.</param>
    /// <param name="state">What it remembers.</param>
    /// <param name="channel">Who is to be told.</param>
    /// <param name="told">Up to which revision it was told already, besides what the house remembers.</param>
    /// <param name="now">The time.</param>
    public static AlertMessage? For(HouseName house, HouseState state, AlertChannel channel, long told, Instant now)
    {
        var items = state.Alerts?.For(channel).Where(item => item.Revision > told).ToImmutableArray() ?? [];
        return items.IsEmpty ? null : Of(house, state, channel, items, now);
    }

    /// <summary>A message of some things.</summary>
    public static AlertMessage Of(HouseName house, HouseState state, AlertChannel channel, ImmutableArray<AlertItem> items, Instant now)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(state.Definition?.TimeZone ?? "UTC") ?? DateTimeZone.Utc;
        var groups = Latest(items)
            .GroupBy(item => (item.Kind, item.Code))
            .Select(group => Group(group.Key.Kind, group.Key.Code, [.. group], state, zone))
            .OrderBy(group => group.Kind == AlertKind.Healed).ThenByDescending(group => group.Count)
            .ToImmutableArray();
        return new AlertMessage(
            IdOf(house, channel, items),
            house.Value,
            now,
            string.Join(' ', groups.Select(group => group.Sentence)),
            groups,
            items.Max(item => item.Revision));
    }

    // What began and healed, and began again, before anybody could be told is told as it is now; that it healed is told also where
    // nobody had been told that it began.
    private static IEnumerable<AlertItem> Latest(ImmutableArray<AlertItem> items) =>
        items.GroupBy(item => item.Kind is AlertKind.NotConverged or AlertKind.Quarantined or AlertKind.Healed ? $"trouble {item.Subject}" : $"{item.Kind} {item.Subject} {item.Since}", StringComparer.Ordinal)
            .Select(same => same.Last())
            .OrderBy(item => item.Subject, StringComparer.Ordinal);

    private static AlertGroup Group(AlertKind kind, string? code, ImmutableArray<AlertItem> items, HouseState state, DateTimeZone zone)
    {
        var since = items.Min(item => item.Since);
        var subnets = items.Length == 1 ? [] : Subnets(items, state);
        return new AlertGroup(kind, code, items.Length, since, Sentence(kind, code, items, subnets, Clock(since, zone)), subnets, [.. items.Take(ItemsEach)]);
    }

    private static ImmutableArray<AlertSubnet> Subnets(ImmutableArray<AlertItem> items, HouseState state)
    {
        var all = state.Plugs.Values.Select(plug => NetworkOf(plug.Address?.Host.ToString())).OfType<string>().CountBy(network => network, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. items.Select(item => NetworkOf(item.Address)).OfType<string>().CountBy(network => network, StringComparer.Ordinal)
                .OrderByDescending(counted => counted.Value).ThenBy(counted => counted.Key, StringComparer.Ordinal)
                .Take(SubnetsEach)
                .Select(counted => new AlertSubnet(counted.Key, counted.Value, all.GetValueOrDefault(counted.Key, counted.Value))),
        ];
    }

    private static string? NetworkOf(string? address) => address is null ? null : $"{address[..address.LastIndexOf('.')]}.0/24";

    private static string Sentence(AlertKind kind, string? code, ImmutableArray<AlertItem> items, ImmutableArray<AlertSubnet> subnets, string since)
    {
        if (items is [var only])
        {
            return kind switch
            {
                AlertKind.NotConverged or AlertKind.Quarantined => $"{only.Subject}: {only.Message} Since {since}.",
                AlertKind.Healed => $"{only.Subject}: {only.Message} What it was: {code}, since {since}.",
                AlertKind.Skipped => $"Schedule {only.Subject}, due {since}: {only.Message}",
                AlertKind.Rival or AlertKind.Fight => $"{only.Subject}: {only.Message}",
                _ => only.Message,
            };
        }

        return kind switch
        {
            AlertKind.NotConverged => $"{Many(items, subnets)} {Words(code)} since {since}.{Remedy(subnets)}",
            AlertKind.Quarantined => $"{Many(items, subnets)} refuse the account since {since}. Correct the password, then: tapohive retry all",
            AlertKind.Healed => $"{Many(items, subnets)} are as they should be again; what it was: {code}, since {since}.",
            AlertKind.Skipped => $"{items.Length} occurrences of schedules were not carried out ({code}): {Names(items)}.",
            AlertKind.Rival => $"Another client keeps taking the sessions of {Names(items)}. End the other client, or take the plugs out of it.",
            AlertKind.Fight => $"Somebody or something keeps switching {Names(items)} against the house.",
            _ => string.Join(' ', items.Select(item => item.Message)),
        };
    }

    private static string Many(ImmutableArray<AlertItem> items, ImmutableArray<AlertSubnet> subnets)
    {
        var count = items.Length.ToString(CultureInfo.InvariantCulture);
        return subnets switch
        {
            [var network] when network.Count == items.Length => items.Length == network.Of
                ? $"All {count} plugs of {network.Network} ({Names(items)})"
                : $"{count} plugs of {network.Network} ({Names(items)})",
            { Length: > 1 } => $"{count} plugs ({string.Join(", ", subnets.Select(network => string.Create(CultureInfo.InvariantCulture, $"{network.Count} of {network.Network}")))})",
            _ => $"{count} plugs ({Names(items)})",
        };
    }

    private static string Names(ImmutableArray<AlertItem> items) =>
        string.Join(", ", items.Take(4).Select(item => item.Subject)) + (items.Length > 4 ? ", ..." : "");

    private static string Words(string? code) => code switch
    {
        "dark" => "do not answer",
        "other-owner" => "belong to another account",
        "compatibility-off" => "have closed their local protocol",
        RaisedTrouble.NotProven => "are not in the state they should be in",
        _ => $"are in trouble ({code})",
    };

    private static string Remedy(ImmutableArray<AlertSubnet> subnets) =>
        subnets is [{ } network] && network.Count == network.Of ? " Look at that network first: its switch, its access point, its power." : "";

    private static string Clock(Instant at, DateTimeZone zone) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss").Format(at.InZone(zone).LocalDateTime);

    private static string IdOf(HouseName house, AlertChannel channel, ImmutableArray<AlertItem> items)
    {
        // What no event of the house tells of has its time alone: the next time that the journal fails is another message.
        var content = $"{house} {channel} {string.Join(';', items.Select(item => $"{item.Revision} {item.Subject} {item.Kind}{(item.Revision == 0 ? $" {item.Since.ToUnixTimeMilliseconds()}" : "")}"))}";
        return $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16))}";
    }
}
