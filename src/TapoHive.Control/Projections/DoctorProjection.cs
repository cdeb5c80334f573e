using NodaTime;
using TapoHive.Control.Contract;
using TapoHive.Domain.Diagnosis;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Sightings;

namespace TapoHive.Control.Projections;

/// <summary>From a house's view and a probe's answer to the diagnosis of a plug. Pure.</summary>
public static class DoctorProjection
{
    /// <summary>The diagnosis.</summary>
    public static DoctorReport Of(HouseView view, PlugId id, Sighting? sighting, Instant now, ICronTimes? cron)
    {
        var plug = view.State.Plugs[id];
        var report = view.Reports.GetValueOrDefault(id);
        var owners = (view.State.Definition?.Accounts ?? []).Select(static account => OwnerHash.OfUser(account.Username)).ToList();
        var standings = sighting is null ? [] : owners.Select(owner => SightingStandings.Of(sighting, owner)).ToList();
        var evidence = new PlugEvidence(
            plug.Name.Value,
            now,
            report,
            report?.Address ?? plug.Address,
            sighting,
            standings.Count == 0 ? null : standings.Min(),
            view.State.Credentials.Trials.GetValueOrDefault(id)?.Standing,
            [.. plug.Outlets.Keys.Select(slot => Outlet(view, new OutletKey(id, slot), report?.Of(slot), now, cron))]);
        return DoctorReport.Of(plug.Name.Value, view.Name.Value, PlugDiagnosis.Of(evidence));
    }

    private static DiagnosedOutlet Outlet(HouseView view, OutletKey key, OutletReport? report, Instant now, ICronTimes? cron)
    {
        var why = WhyProjection.Of(view, key, now, cron);
        return new DiagnosedOutlet(
            view.State[key].Name,
            why.Desired,
            why.Reported,
            why.Converged,
            report?.Problem,
            report?.Protection ?? Protection.None,
            report?.StoredRules,
            report?.Notice,
            why.Next is [var next, ..] ? (next.At, next.To, next.Because) : null);
    }
}
