using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Houses;

/// <summary>What a sighting means to a house: a plug that moved or was identified, a new one of our account, or nothing.</summary>
public static class SightingDecision
{
    private const int UsualWebPort = 80;

    /// <summary>The plug that a sighting is of, if it is one of this house.</summary>
    public static PlugRecord? PlugOf(HouseState state, Sighting sighting) =>
        // Most plugs are filed under their hardware address: with thousands of plugs a search for each sighting would be felt.
        (state.Plugs.TryGetValue(new PlugId(sighting.Mac.ToString()), out var filed) && (filed.Identity.Mac ?? sighting.Mac) == sighting.Mac ? filed : null)
        ?? state.Plugs.Values.FirstOrDefault(plug => plug.Identity.Matches(sighting))
        ?? Unidentified(state, sighting);

    /// <summary>The events that a sighting is worth.</summary>
    public static ImmutableArray<HouseEvent> Decide(HouseState state, Sighting sighting, Instant now)
    {
        if (state.Definition is null || sighting.Offer is not SightedTransport.Offered offered || sighting.Address is not { } address)
        {
            return [];
        }

        if (PlugOf(state, sighting) is not { } plug)
        {
            return AdoptionDecision.Adopt(state, sighting, null, now) is { } found ? [found] : [];
        }

        var events = ImmutableArray.CreateBuilder<HouseEvent>();
        if (plug.Membership != Membership.Listed && state.Definition.Plugs.Any(entry => entry.Mac is null) && Unidentified(state, sighting) is { } listed)
        {
            // A found plug stands where the file lists one that nobody has identified yet: they are one device.
            events.Add(new PlugRecognised(now, plug.Id, listed.Id));
            state = HouseEvolution.Evolve(state, events[0]);
            plug = state.Plugs[listed.Id];
        }

        var offer = offered.Offer.After(plug.Offer);
        var learnt = new PlugLearnt(
            now,
            plug.Id,
            plug.Identity.Mac is null ? sighting.Mac : null,
            null,
            plug.Identity.DiscoveryId is null ? sighting.DiscoveryId : null,
            plug.Address != address ? address : null,
            plug.Offer != offer ? offer : null,
            plug.Model.Length == 0 ? sighting.Model : null);
        if (learnt != new PlugLearnt(now, plug.Id))
        {
            events.Add(learnt);
        }

        return events.ToImmutable();
    }

    /// <summary>Whether a device at an address is at the one a file gives: a port other than the usual one is meant, because several
    /// devices may share an address then.</summary>
    internal static bool IsAt(PlugAddress listed, PlugAddress device) =>
        listed.Host.Equals(device.Host) && (listed.Port == UsualWebPort || listed.Port == device.Port);

    /// <summary>Whether a sighting fits a plug of which only the identifier inside sessions, or nothing but its address is known.</summary>
    public static bool Fits(PlugIdentity identity, PlugAddress? address, Sighting sighting) =>
        identity is { Mac: null, DiscoveryId: null }
        && (identity.DeviceId is { } id ? IsHashOf(sighting.DiscoveryId, id)
            : address is { } given && (sighting.Address is { } at ? IsAt(given, at) : given.Host.Equals(sighting.Host)));

    /// <summary>The listed plug that nobody has identified yet and that this sighting fits.</summary>
    private static PlugRecord? Unidentified(HouseState state, Sighting sighting) =>
        state.Plugs.Values.FirstOrDefault(plug => plug.Membership == Membership.Listed && Fits(plug.Identity, plug.Address, sighting));

    /// <summary>The 32-digit identifier of discovery is very probably the MD5 of the one inside sessions (PROTOCOL 1.2).</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The plugs' own choice; nothing is protected by it.")]
    private static bool IsHashOf(DiscoveryId? discovery, DeviceId device) => discovery is { } id && string.Equals(
        id.Value,
        Convert.ToHexString(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.ASCII.GetBytes(device.Value))),
        StringComparison.OrdinalIgnoreCase);
}
