using System.Collections.Immutable;
using NodaTime;
using TapoHive.Control.Contract;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Sightings;

namespace TapoHive.Control.Projections;

/// <summary>From sightings to what <c>discover</c> shows. Pure.</summary>
public static class SightingProjection
{
    /// <summary>Sightings in the eyes of a hive with these houses.</summary>
    public static DiscoverReport Of(IReadOnlyCollection<Sighting> sightings, DiscoverySurvey survey, IReadOnlyCollection<HouseView> houses)
    {
        var ours = houses
            .SelectMany(static view => view.State.Definition?.Accounts ?? [])
            .Select(static account => OwnerHash.OfUser(account.Username))
            .ToHashSet();
        return new DiscoverReport([.. sightings.OrderBy(static it => it.Mac).Select(it => Of(it, Owner(it, ours), Known(it, houses), WaitsAs(it, houses)))])
        {
            Causes = LikelyCauses.Of(survey, sightings, ours),
        };
    }

    /// <summary>Sightings without a hive: whose they are is not known, unless nobody's.</summary>
    public static DiscoverReport Of(IReadOnlyCollection<Sighting> sightings, DiscoverySurvey survey) => new(
        [.. sightings.OrderBy(static it => it.Mac).Select(static it => Of(it, it.Binding == Binding.FactoryDefault ? SightedOwner.None : null, null, null))])
    {
        Causes = LikelyCauses.Of(survey, sightings, null),
    };

    /// <summary>One sighting in the eyes of the owner of an account.</summary>
    public static SightingReport Of(Sighting sighting, OwnerHash ours, string? known) => Of(sighting, Owner(sighting, [ours]), known, null);

    private static SightingReport Of(Sighting sighting, SightedOwner? owner, string? known, string? waitsAs) => new(
        sighting.DiscoveryId?.Value,
        sighting.Mac.ToString(),
        sighting.Model,
        sighting.Address?.ToString() ?? sighting.Host.ToString(),
        (sighting.Offer as SightedTransport.Offered)?.Offer.Transport,
        owner,
        known,
        (sighting.Offer as SightedTransport.NotSpoken)?.Reason,
        waitsAs);

    private static SightedOwner Owner(Sighting sighting, HashSet<OwnerHash> ours) =>
        sighting.Binding == Binding.FactoryDefault || sighting.Owner is null ? SightedOwner.None
        : ours.Contains(sighting.Owner.Value) ? SightedOwner.Ours
        : SightedOwner.Other;

    private static string? WaitsAs(Sighting sighting, IReadOnlyCollection<HouseView> houses) => houses
        .SelectMany(static view => view.Waiting.Select(plug => (view, plug)))
        .Where(pair => pair.plug.Sighting.Mac == sighting.Mac)
        .Select(pair => houses.Count > 1 ? $"{pair.view.Name}/{pair.plug.Name}" : pair.plug.Name.Value)
        .FirstOrDefault();

    private static string? Known(Sighting sighting, IReadOnlyCollection<HouseView> houses) => houses
        .SelectMany(static view => view.State.Plugs.Values.Select(plug => (view, plug)))
        .Where(pair => pair.plug.Identity.Matches(sighting))
        .Select(pair => houses.Count > 1 ? $"{pair.view.Name}/{pair.plug.Name}" : pair.plug.Name.Value)
        .FirstOrDefault();
}
