using System.Globalization;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Text;

namespace TapoHive.Control.Gate.Calls;

/// <summary>The requests about what is over: what they ask of the history, and how its answer reads in the contract.</summary>
internal sealed class HistoryQuestions(HiveHandle hive, GateOptions options)
{
    private const int LargestPage = 2_000;

    // The history may have to be written up to now first.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private IReadOnlyCollection<HouseView> Houses => [.. hive.Board.Views.Values];

    private Instant Now => options.Clock.GetCurrentInstant();

    public async Task<CallReply> History(HistoryRequest request)
    {
        var routing = SelectorRouting.Route(Houses, request.Selectors);
        if (routing is not SelectorRouting.Routed routed)
        {
            return HouseQuestions.Explain(routing)!;
        }

        var zone = ZoneOf(routed.Houses[0].View);
        var place = HistoryPlaces.Parse(request.After);
        if (MomentText.Parse(request.Since, zone, Now) is not { } since
            || Until(request, zone) is not { } until
            || (request.After is not null && place is null))
        {
            return NoMoment(request.Until is null ? request.Since : $"{request.Since}' or '{request.Until}");
        }

        var scopes = routed.Houses.Select(house => new HistoryScope(house.View.Name, request.Selectors.IsEmpty ? null : house.Outlets));
        return await Ask<HistoryPage>(new ReadHistory([.. scopes], since, until, place, Math.Clamp(request.Limit, 1, LargestPage)), page => CallReply.Of(
            new HistoryReport(
                [.. page.Lines.Select(HistoryProjection.Of)],
                [.. routed.Houses.Select(house => new HouseZone(house.View.Name.Value, ZoneOf(house.View).Id))],
                page.Next is { } next ? HistoryPlaces.Text(next) : null),
            ContractJson.Default.HistoryReport,
            string.Create(CultureInfo.InvariantCulture, $"{page.Lines.Length} events")));
    }

    public async Task<CallReply> Past(PastRequest request)
    {
        var routing = SelectorRouting.Route(Houses, [request.Outlet]);
        if (routing is not SelectorRouting.Routed routed)
        {
            return HouseQuestions.Explain(routing)!;
        }

        if (HouseQuestions.TryOne(routed) is not { Outlet: { } outlet, View: { } view })
        {
            return HouseQuestions.NotOne(routed, request.Outlet);
        }

        var zone = ZoneOf(view);
        return MomentText.Parse(request.At, zone, Now) is not { } at ? NoMoment(request.At)
            : at > Now ? new CallReply.Refuse(RefusalCode.Invalid, $"'{request.At}' has not been yet. Name a moment that is over; 'tapohive why {request.Outlet}' tells what comes next.")
            : await Ask<OutletPast>(new ReadPast(view.Name, outlet, at), past => CallReply.Of(
                PastProjection.Of(view.Name, view.State[outlet].Name.Value, zone, at, past), ContractJson.Default.PastReport, "told"));
    }

    private static DateTimeZone ZoneOf(HouseView view) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(view.State.Definition?.TimeZone ?? "") ?? DateTimeZone.Utc;

    private static CallReply.Refuse NoMoment(string text) =>
        new(RefusalCode.Invalid, $"'{text}' is no moment. Write one {MomentText.Example}, or a time ago such as 1d.");

    // What happens while pages are asked for does not belong to them: each page has the same end, given by the first.
    private Instant? Until(HistoryRequest request, DateTimeZone zone) =>
        request.Until is { } text ? MomentText.Parse(text, zone, Now) : Now + Duration.FromSeconds(1);

    private async Task<CallReply> Ask<T>(object question, Func<T, CallReply> make) => await hive.History.Ask<object>(question, Patience) switch
    {
        T answer => make(answer),
        Refused refused => HouseQuestions.Explain(refused),
        _ => new CallReply.Refuse(RefusalCode.NoAnswer, "The history gave an answer that makes no sense. Look at the hive's log."),
    };
}
