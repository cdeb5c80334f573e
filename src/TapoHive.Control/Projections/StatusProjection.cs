using System.Collections.Immutable;
using NodaTime;
using TapoHive.Control.Contract;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Projections;

/// <summary>From a house's view to what <c>status</c> and <c>watch</c> show. Pure.</summary>
public static class StatusProjection
{
    /// <summary>The whole answer.</summary>
    public static StatusReport Of(IReadOnlyCollection<HouseView> houses, IEnumerable<HouseSelection> selected, StatusScope scope, Instant now) => new(
        Outlets(selected, now).Where(outlet => scope == StatusScope.Everything || outlet.NeedsAttention).ToImmutableArray(),
        [.. houses.Select(House)])
    {
        Waiting = AdoptionProjection.Waiting(houses, now),
    };

    /// <summary>One house.</summary>
    public static HouseStatus House(HouseView view) => new(view.Name.Value, view.State.OutletsByName.Count, view.Storage)
    {
        Scenes = [.. (view.State.Definition?.Scenes ?? []).Select(static scene => scene.Name.Value)],
        Schedules = [.. (view.State.Definition?.Schedules ?? []).Select(static schedule => schedule.Name.Value)],
    };

    /// <summary>Selected outlets, by house and name.</summary>
    public static IEnumerable<OutletStatus> Outlets(IEnumerable<HouseSelection> selected, Instant now) => selected
        .SelectMany(house => house.Outlets.Select(key => Of(house.View, key, now)))
        .OrderBy(static outlet => outlet.House, StringComparer.Ordinal)
        .ThenBy(static outlet => outlet.Name, StringComparer.Ordinal);

    /// <summary>One outlet.</summary>
    public static OutletStatus Of(HouseView view, OutletKey key, Instant now)
    {
        var plug = view.State.Plugs[key.Plug];
        var outlet = plug.Outlets[key.Slot];
        var report = view.Reports.GetValueOrDefault(key.Plug);
        var desired = DesiredAt(outlet, now);
        var reported = Reported(outlet, report);
        var phase = report?.Phase ?? SessionPhase.Unpaired;
        var identity = report?.Identity ?? plug.Identity;
        return new OutletStatus(
            outlet.Name.Value,
            view.Name.Value,
            plug.Name.Value,
            outlet.Room ?? plug.Room,
            outlet.Tags,
            desired,
            outlet.Intents.Deciding,
            reported,
            IsConverged(outlet, report, now),
            phase,
            IsQuarantined(view.State, plug, phase),
            (report?.Offer ?? plug.Offer)?.Transport,
            (report?.Address ?? plug.Address)?.ToString(),
            Known(report?.Model, plug.Model),
            identity.DeviceId?.Value ?? identity.DiscoveryId?.Value,
            identity.Mac?.ToString(),
            AgeSeconds(report, now),
            Problem(plug, outlet, report))
        {
            Alias = Known(outlet.Slot == OutletSlot.Whole ? report?.Alias : report?.Of(outlet.Slot)?.Alias, outlet.Slot == OutletSlot.Whole ? plug.Alias : ""),
        };
    }

    /// <summary>What is asked of an outlet now.</summary>
    public static PowerState? DesiredAt(OutletRecord outlet, Instant now) => outlet.Desired?.At(now);

    /// <summary>What the plug last said of an outlet, now or in a former life of the hive.</summary>
    public static PowerState? Reported(OutletRecord outlet, PlugReport? report) =>
        report?.Of(outlet.Slot)?.State ?? outlet.Observed?.State;

    /// <summary>
    /// Whether an outlet is proven to be what is asked: reported and desired agree, and the reading was made after the wish.
    /// Where nobody asks, a reading of any kind is enough.
    /// </summary>
    public static bool IsConverged(OutletRecord outlet, PlugReport? report, Instant now)
    {
        if (report?.Of(outlet.Slot) is not { State: { } reported } last)
        {
            return false;
        }

        return outlet.Desired is not { } desired || (desired.At(now) == reported && last.ProvenRevision >= desired.Revision);
    }

    /// <summary>What is wrong: the outlet's own trouble first, then its plug's; a live report knows better than the record.</summary>
    public static ProblemReport? Problem(PlugRecord plug, OutletRecord outlet, PlugReport? report)
    {
        var problem = report is null
            ? outlet.Problem ?? plug.Problem
            : report.Of(outlet.Slot)?.Problem ?? report.Problem;
        return problem is null ? null : Problem(problem);
    }

    /// <summary>A problem in the words of the contract.</summary>
    public static ProblemReport Problem(PlugProblem problem) => new(problem.Code, problem.Message, problem.Since);

    /// <summary>How old the last reading is, to the tenth; never negative, whatever the clocks did.</summary>
    public static double? AgeSeconds(PlugReport? report, Instant now) =>
        report?.ReadAt is { } read ? Math.Max(0, Math.Round((now - read).TotalSeconds, 1)) : null;

    private static bool IsQuarantined(HouseState state, PlugRecord plug, SessionPhase phase) =>
        phase != SessionPhase.LoggedIn
        && state.Credentials.Trials.TryGetValue(plug.Id, out var trial)
        && trial.Standing == CredentialStanding.Rejected;

    private static string? Known(string? live, string known) =>
        !string.IsNullOrEmpty(live) ? live : string.IsNullOrEmpty(known) ? null : known;
}
