using System.Collections.Immutable;
using NodaTime;
using TapoHive.Control.Contract;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Control.Projections;

/// <summary>From houses' views to what <c>adopt</c> shows. Pure.</summary>
public static class AdoptionProjection
{
    /// <summary>The plugs that wait.</summary>
    public static ImmutableArray<WaitingPlugReport> Waiting(IEnumerable<HouseView> houses, Instant now) =>
    [
        .. houses.SelectMany(view => view.Waiting.Select(plug => Of(view.Name, plug, now)))
            .OrderBy(static plug => plug.House, StringComparer.Ordinal)
            .ThenBy(static plug => plug.Name, StringComparer.Ordinal),
    ];

    /// <summary>The plugs that were let in, as they stand now.</summary>
    public static ImmutableArray<AdoptedPlugReport> Adopted(IEnumerable<(HouseView View, Mac Mac)> plugs) =>
    [
        .. plugs.Select(static at => (at.View, at.Mac, Plug: PlugOf(at.View, at.Mac))).Select(static at => new AdoptedPlugReport(
            at.Plug?.Name.Value ?? at.Mac.ToString(),
            at.View.Name.Value,
            at.Mac.ToString(),
            string.IsNullOrEmpty(at.Plug?.Alias) ? null : at.Plug.Alias,
            HasJoined(at.View, at.Mac),
            Problem(at.View, at.Plug))),
    ];

    /// <summary>Whether a plug that was let in has logged in and joined.</summary>
    public static bool HasJoined(HouseView view, Mac mac) => PlugOf(view, mac)?.Membership is Membership.Adopted or Membership.Listed;

    private static PlugRecord? PlugOf(HouseView view, Mac mac) => view.State.Plugs.Values.FirstOrDefault(plug => plug.Identity.Mac == mac);

    private static ProblemReport? Problem(HouseView view, PlugRecord? plug) =>
        plug is not null && (view.Reports.GetValueOrDefault(plug.Id) is { } report ? report.Problem : plug.Problem) is { } problem
            ? StatusProjection.Problem(problem)
            : null;

    private static WaitingPlugReport Of(HouseName house, WaitingPlug plug, Instant now) => new(
        plug.Name.Value,
        house.Value,
        plug.Sighting.Mac.ToString(),
        plug.Sighting.Model,
        plug.Sighting.Address?.ToString() ?? plug.Sighting.Host.ToString(),
        (plug.Sighting.Offer as SightedTransport.Offered)?.Offer.Transport,
        plug.Alias.Length == 0 ? null : plug.Alias,
        plug.Reason == WaitingReason.Forgotten,
        Math.Max(0, Math.Round((now - plug.Sighting.SeenAt).TotalSeconds, 1)));
}
