using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Houses;

/// <summary>What a sighting means to a house: a plug that moved or was identified, a new one of our account, or nothing.</summary>
public static class SightingDecision
{
    /// <summary>The plug that a sighting is of, if it is one of this house.</summary>
    public static PlugRecord? PlugOf(HouseState state, Sighting sighting) =>
        // Most plugs are filed under their hardware address: with thousands of plugs a search for each sighting would be felt.
        state.Plugs.GetValueOrDefault(new PlugId(sighting.Mac.ToString()))
        ?? state.Plugs.Values.FirstOrDefault(plug => plug.Identity.Matches(sighting))
        ?? state.Plugs.Values.FirstOrDefault(plug => plug.Identity is { Mac: null, DiscoveryId: null }
            && (plug.Identity.DeviceId is { } id ? IsHashOf(sighting.DiscoveryId, id) : plug.Address?.Host.Equals(sighting.Host) == true));

    /// <summary>The events that a sighting is worth.</summary>
    public static ImmutableArray<HouseEvent> Decide(HouseState state, Sighting sighting, Instant now)
    {
        if (state.Definition is not { } definition || sighting.Offer is not SightedTransport.Offered offered || sighting.Address is not { } address)
        {
            return [];
        }

        if (PlugOf(state, sighting) is { } plug)
        {
            var learnt = new PlugLearnt(
                now,
                plug.Id,
                plug.Identity.Mac is null ? sighting.Mac : null,
                null,
                plug.Identity.DiscoveryId is null ? sighting.DiscoveryId : null,
                plug.Address != address ? address : null,
                plug.Offer != offered.Offer ? offered.Offer : null,
                plug.Model.Length == 0 ? sighting.Model : null);
            return learnt == new PlugLearnt(now, plug.Id) ? [] : [learnt];
        }

        var account = definition.Accounts.FirstOrDefault(a => sighting.Owner == OwnerHash.OfUser(a.Username));
        return account is null || definition.Discovery.Adopt != Adoption.Automatic
            ? []
            : [new PlugFound(now, new PlugId(sighting.Mac.ToString()), Provisional(state, sighting), sighting.Mac, sighting.DiscoveryId, sighting.Model, account.Name, address, offered.Offer)];
    }

    /// <summary>The 32-digit identifier of discovery is very probably the MD5 of the one inside sessions (PROTOCOL 1.2).</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The plugs' own choice; nothing is protected by it.")]
    private static bool IsHashOf(DiscoveryId? discovery, DeviceId device) => discovery is { } id && string.Equals(
        id.Value,
        Convert.ToHexString(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.ASCII.GetBytes(device.Value))),
        StringComparison.OrdinalIgnoreCase);

    private static PlugName Provisional(HouseState state, Sighting sighting)
    {
        var mac = sighting.Mac.ToString();
        var name = $"{Text.Slug.Of(sighting.Model)}-{Text.Slug.Of(mac[9..])}".Trim('-');
        return new PlugName(state.Plugs.Values.Any(plug => plug.Name.Value == name) ? $"plug-{Text.Slug.Of(mac)}" : name);
    }
}
