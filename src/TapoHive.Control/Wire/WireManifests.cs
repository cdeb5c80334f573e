using System.Text.Json.Serialization.Metadata;

namespace TapoHive.Control.Wire;

/// <summary>The permanent short name of every message that travels. Names are never used again for something else.</summary>
internal static class WireManifests
{
    /// <summary>A <see cref="Part"/> is not JSON: it carries bytes that already are.</summary>
    public const string Part = "part";

    // Shapes are made when they are needed: to make all of them is most of what a short command would do.
    private static readonly (string Manifest, Type Type, Func<JsonTypeInfo> Shape)[] All =
    [
        ("hello", typeof(Hello), static () => WireJson.Default.Hello),
        ("challenge", typeof(Challenge), static () => WireJson.Default.Challenge),
        ("proof", typeof(Proof), static () => WireJson.Default.Proof),
        ("welcome", typeof(Welcome), static () => WireJson.Default.Welcome),
        ("refusal", typeof(Refusal), static () => WireJson.Default.Refusal),
        ("credit", typeof(Credit), static () => WireJson.Default.Credit),
        ("end", typeof(EndRequest), static () => WireJson.Default.EndRequest),
        ("alive", typeof(KeepAlive), static () => WireJson.Default.KeepAlive),
        ("bye", typeof(Goodbye), static () => WireJson.Default.Goodbye),
        ("status", typeof(StatusRequest), static () => WireJson.Default.StatusRequest),
        ("why", typeof(WhyRequest), static () => WireJson.Default.WhyRequest),
        ("watch", typeof(WatchRequest), static () => WireJson.Default.WatchRequest),
        ("switch", typeof(SwitchRequest), static () => WireJson.Default.SwitchRequest),
        ("release", typeof(ReleaseRequest), static () => WireJson.Default.ReleaseRequest),
        ("retry", typeof(RetryRequest), static () => WireJson.Default.RetryRequest),
        ("discover", typeof(DiscoverRequest), static () => WireJson.Default.DiscoverRequest),
        ("house-piece", typeof(HousePiece), static () => WireJson.Default.HousePiece),
        ("house-plan", typeof(PlanHouseRequest), static () => WireJson.Default.PlanHouseRequest),
        ("house-apply", typeof(ApplyHouseRequest), static () => WireJson.Default.ApplyHouseRequest),
        ("house-rollback", typeof(RollBackHouseRequest), static () => WireJson.Default.RollBackHouseRequest),
        ("house-export", typeof(ExportHouseRequest), static () => WireJson.Default.ExportHouseRequest),
        ("adopt", typeof(AdoptRequest), static () => WireJson.Default.AdoptRequest),
        ("forget", typeof(ForgetRequest), static () => WireJson.Default.ForgetRequest),
        ("history", typeof(HistoryRequest), static () => WireJson.Default.HistoryRequest),
        ("past", typeof(PastRequest), static () => WireJson.Default.PastRequest),
        ("schedules", typeof(SchedulesRequest), static () => WireJson.Default.SchedulesRequest),
        ("schedule-order", typeof(ScheduleOrderRequest), static () => WireJson.Default.ScheduleOrderRequest),
        ("scene-run", typeof(SceneRunRequest), static () => WireJson.Default.SceneRunRequest),
        ("undo", typeof(UndoRequest), static () => WireJson.Default.UndoRequest),
        ("cancel-run", typeof(CancelRequest), static () => WireJson.Default.CancelRequest),
        ("scenes", typeof(ScenesRequest), static () => WireJson.Default.ScenesRequest),
        ("scene-show", typeof(SceneShowRequest), static () => WireJson.Default.SceneShowRequest),
        ("runs", typeof(RunsRequest), static () => WireJson.Default.RunsRequest),
        ("run-show", typeof(RunShowRequest), static () => WireJson.Default.RunShowRequest),
        ("alert-test", typeof(AlertTestRequest), static () => WireJson.Default.AlertTestRequest),
        ("doctor", typeof(DoctorRequest), static () => WireJson.Default.DoctorRequest),
        ("operators", typeof(OperatorsRequest), static () => WireJson.Default.OperatorsRequest),
        ("operator-add", typeof(AddOperatorRequest), static () => WireJson.Default.AddOperatorRequest),
        ("operator-revoke", typeof(RevokeOperatorRequest), static () => WireJson.Default.RevokeOperatorRequest),
        ("operator-rotate", typeof(RotateOperatorRequest), static () => WireJson.Default.RotateOperatorRequest),
        ("energy", typeof(EnergyRequest), static () => WireJson.Default.EnergyRequest),
        ("replace", typeof(ReplaceRequest), static () => WireJson.Default.ReplaceRequest),
    ];

    /// <summary>From message type to name and shape.</summary>
    public static IReadOnlyDictionary<Type, (string Manifest, Func<JsonTypeInfo> Shape)> ByType { get; } =
        All.ToDictionary(static entry => entry.Type, static entry => (entry.Manifest, entry.Shape));

    /// <summary>From name to shape.</summary>
    public static IReadOnlyDictionary<string, Func<JsonTypeInfo>> ByManifest { get; } =
        All.ToDictionary(static entry => entry.Manifest, static entry => entry.Shape, StringComparer.Ordinal);
}
