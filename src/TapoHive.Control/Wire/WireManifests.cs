using System.Text.Json.Serialization.Metadata;

namespace TapoHive.Control.Wire;

/// <summary>The permanent short name of every message that travels. Names are never used again for something else.</summary>
internal static class WireManifests
{
    /// <summary>A <see cref="Part"/> is not JSON: it carries bytes that already are.</summary>
    public const string Part = "part";

    private static readonly (string Manifest, JsonTypeInfo Shape)[] All =
    [
        ("hello", WireJson.Default.Hello),
        ("challenge", WireJson.Default.Challenge),
        ("proof", WireJson.Default.Proof),
        ("welcome", WireJson.Default.Welcome),
        ("refusal", WireJson.Default.Refusal),
        ("credit", WireJson.Default.Credit),
        ("end", WireJson.Default.EndRequest),
        ("alive", WireJson.Default.KeepAlive),
        ("bye", WireJson.Default.Goodbye),
        ("status", WireJson.Default.StatusRequest),
        ("why", WireJson.Default.WhyRequest),
        ("watch", WireJson.Default.WatchRequest),
        ("switch", WireJson.Default.SwitchRequest),
        ("release", WireJson.Default.ReleaseRequest),
        ("retry", WireJson.Default.RetryRequest),
        ("discover", WireJson.Default.DiscoverRequest),
        ("house-piece", WireJson.Default.HousePiece),
        ("house-plan", WireJson.Default.PlanHouseRequest),
        ("house-apply", WireJson.Default.ApplyHouseRequest),
        ("house-rollback", WireJson.Default.RollBackHouseRequest),
        ("house-export", WireJson.Default.ExportHouseRequest),
        ("adopt", WireJson.Default.AdoptRequest),
        ("forget", WireJson.Default.ForgetRequest),
        ("history", WireJson.Default.HistoryRequest),
        ("past", WireJson.Default.PastRequest),
        ("schedules", WireJson.Default.SchedulesRequest),
        ("schedule-order", WireJson.Default.ScheduleOrderRequest),
        ("scene-run", WireJson.Default.SceneRunRequest),
        ("undo", WireJson.Default.UndoRequest),
        ("cancel-run", WireJson.Default.CancelRequest),
        ("scenes", WireJson.Default.ScenesRequest),
        ("scene-show", WireJson.Default.SceneShowRequest),
        ("runs", WireJson.Default.RunsRequest),
        ("run-show", WireJson.Default.RunShowRequest),
        ("alert-test", WireJson.Default.AlertTestRequest),
        ("doctor", WireJson.Default.DoctorRequest),
    ];

    /// <summary>From message type to name and shape.</summary>
    public static IReadOnlyDictionary<Type, (string Manifest, JsonTypeInfo Shape)> ByType { get; } =
        All.ToDictionary(static entry => entry.Shape.Type);

    /// <summary>From name to shape.</summary>
    public static IReadOnlyDictionary<string, JsonTypeInfo> ByManifest { get; } =
        All.ToDictionary(static entry => entry.Manifest, static entry => entry.Shape, StringComparer.Ordinal);
}
