using System.Collections.Immutable;
using System.Globalization;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate;

/// <summary>What each request needs, and how the audit calls it.</summary>
internal static class RequestRules
{
    /// <summary>The least role that may ask this.</summary>
    public static OperatorRole Needs(IOperatorRequest request) => request switch
    {
        StatusRequest or WhyRequest or WatchRequest or HistoryRequest or PastRequest or ScenesRequest or SceneShowRequest or RunsRequest or RunShowRequest
            or SchedulesRequest or PlanHouseRequest or AdoptRequest { Plugs.IsDefaultOrEmpty: true } => OperatorRole.View,
        SwitchRequest or ReleaseRequest or RetryRequest or DiscoverRequest or SceneRunRequest or UndoRequest or CancelRequest
            or ScheduleOrderRequest or AlertTestRequest or DoctorRequest => OperatorRole.Operate,
        _ => OperatorRole.Administer,
    };

    /// <summary>The selectors, targets or names in it.</summary>
    public static ImmutableArray<string> Words(IOperatorRequest request) => request switch
    {
        StatusRequest status => Known(status.Selectors),
        WatchRequest watch => Known(watch.Selectors),
        SwitchRequest switching => Known(switching.Selectors),
        ReleaseRequest release => Known(release.Selectors),
        RetryRequest retry => Known(retry.Selectors),
        DiscoverRequest discover => Known(discover.Targets),
        AdoptRequest adopt => Known(adopt.Plugs),
        ForgetRequest forget => Known(forget.Plugs),
        SchedulesRequest schedules => Known(schedules.Schedules),
        ScheduleOrderRequest order => [.. new[] { order.Schedule, order.House }.OfType<string>(), .. Known(order.Except)],
        WhyRequest why => [why.Outlet],
        DoctorRequest doctor => [doctor.Plug],
        HistoryRequest history => Known(history.Selectors),
        PastRequest past => [past.Outlet],
        SceneRunRequest run => [run.Scene],
        SceneShowRequest show => [show.Scene],
        UndoRequest { Run: { } run } => [run],
        CancelRequest cancel => [cancel.Run],
        RunShowRequest show => [show.Run],
        PlanHouseRequest plan => [plan.Source],
        ApplyHouseRequest apply => [apply.Source],
        RollBackHouseRequest { House: { } house } => [house],
        ExportHouseRequest { House: { } house } => [house],
        AlertTestRequest { House: { } house } => [house],
        _ => [],
    };

    /// <summary>Whether all that a request must have is there: JSON may leave out what C# cannot.</summary>
    public static bool IsComplete(IOperatorRequest request) => request switch
    {
        StatusRequest status => IsComplete(status.Selectors),
        WatchRequest watch => IsComplete(watch.Selectors),
        SwitchRequest switching => IsComplete(switching.Selectors),
        ReleaseRequest release => IsComplete(release.Selectors),
        RetryRequest retry => IsComplete(retry.Selectors),
        DiscoverRequest discover => IsComplete(discover.Targets),
        AdoptRequest adopt => IsComplete(adopt.Plugs),
        ForgetRequest forget => IsComplete(forget.Plugs),
        SchedulesRequest schedules => IsComplete(schedules.Schedules),
        ScheduleOrderRequest order => IsComplete(order.Except),
        WhyRequest why => why.Outlet is not null,
        DoctorRequest doctor => doctor.Plug is not null,
        HistoryRequest history => IsComplete(history.Selectors) && history.Since is not null,
        PastRequest past => past is { Outlet: not null, At: not null },
        SceneRunRequest run => run.Scene is not null,
        SceneShowRequest show => show.Scene is not null,
        CancelRequest cancel => cancel.Run is not null,
        RunShowRequest show => show.Run is not null,
        UndoRequest or ScenesRequest or RunsRequest => true,
        PlanHouseRequest plan => plan is { Source.Length: > 0, SourceHash: not null },
        ApplyHouseRequest apply => apply is { Source.Length: > 0, SourceHash: not null },
        RollBackHouseRequest or ExportHouseRequest or AlertTestRequest => true,
        _ => false,
    };

    /// <summary>The request in the words of the command line.</summary>
    public static string Describe(IOperatorRequest request)
    {
        var words = string.Join(' ', Words(request));
        return request switch
        {
            SwitchRequest switching => string.Create(
                CultureInfo.InvariantCulture,
                $"{switching.Verb.ToString().ToLowerInvariant()} {words}{(switching.ForSeconds is { } seconds ? $" for {seconds} s" : "")}"),
            PastRequest past => $"why {past.Outlet} --at {past.At}",
            SceneRunRequest => $"scene run {words}",
            SceneShowRequest => $"scene show {words}",
            ScenesRequest => "scene list",
            CancelRequest => $"scene cancel {words}",
            RunShowRequest => $"runs {words}",
            ScheduleOrderRequest order => $"schedule {order.Order.ToString().ToLowerInvariant()} {words}".TrimEnd(),
            PlanHouseRequest => $"house plan {words}",
            ApplyHouseRequest => $"house apply {words}",
            RollBackHouseRequest => $"house rollback {words}".TrimEnd(),
            ExportHouseRequest => $"house export {words}".TrimEnd(),
            AlertTestRequest => $"notify test {words}".TrimEnd(),
            _ => $"{request.GetType().Name.Replace("Request", "", StringComparison.Ordinal).ToLowerInvariant()} {words}".TrimEnd(),
        };
    }

    private static bool IsComplete(ImmutableArray<string> words) => !words.IsDefault && words.All(static word => word is not null);

    private static ImmutableArray<string> Known(ImmutableArray<string> words) => IsComplete(words) ? words : [];
}
