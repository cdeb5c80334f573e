using System.Collections.Immutable;
using NodaTime;
using TapoHive.Control.Projections;
using TapoHive.Domain.Houses;

namespace TapoHive.Monitoring;

/// <summary>Where an outlet stands, in one word.</summary>
internal static class OutletStanding
{
    /// <summary>All there are.</summary>
    public static ImmutableArray<string> Words { get; } = ["converged", "converging", "problem"];

    /// <summary>That of an outlet: what is wrong with it or its plug counts before all else.</summary>
    public static string Of(HouseView view, PlugRecord plug, OutletRecord outlet, Instant now)
    {
        var report = view.Reports.GetValueOrDefault(plug.Id);
        return StatusProjection.Problem(plug, outlet, report) is not null ? "problem"
            : StatusProjection.IsConverged(outlet, report, now) ? "converged"
            : "converging";
    }
}
