using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Discovery;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;

namespace TapoHive.Control.Gate.Calls;

/// <summary>The requests that have one answer: what they ask of the hive, and how its answer reads in the contract.</summary>
internal sealed class HouseQuestions(HiveHandle hive, GateOptions options, string operatorName)
{
    private IReadOnlyCollection<HouseView> Houses => [.. hive.Board.Views.Values];

    private Origin Origin => Origin.Operator(operatorName);

    public Task<CallReply> Answer(IOperatorRequest request) => request switch
    {
        StatusRequest status => Task.FromResult(Status(status)),
        WhyRequest why => Task.FromResult(Why(why)),
        ReleaseRequest release => Release(release),
        RetryRequest retry => Retry(retry),
        DiscoverRequest discover => Discover(discover),
        DoctorRequest doctor => new DoctorQuestions(hive, options).Answer(doctor),
        AdoptRequest adopt => new AdoptionQuestions(hive, options, Origin).Adopt(adopt),
        ForgetRequest forget => new AdoptionQuestions(hive, options, Origin).Forget(forget),
        HistoryRequest history => new HistoryQuestions(hive, options).History(history),
        PastRequest past => new HistoryQuestions(hive, options).Past(past),
        SchedulesRequest schedules => new ScheduleQuestions(hive, options, Origin).Answer(schedules),
        ScheduleOrderRequest order => new ScheduleQuestions(hive, options, Origin).Answer(order),
        AlertTestRequest test => new AlertQuestions(hive).Test(test),
        ScenesRequest or SceneShowRequest or RunsRequest or RunShowRequest or CancelRequest => new SceneQuestions(hive, options, operatorName).Answer(request),
        _ => Task.FromResult<CallReply>(new CallReply.Refuse(RefusalCode.Invalid, "The hive does not know this request. Update the hive.")),
    };

    /// <summary>A house's refusal in the words of the protocol.</summary>
    public static CallReply.Refuse Explain(Refused refused) => new(CodeOf(refused.Reason), refused.Message);

    /// <summary>What no answer means to a person.</summary>
    public static CallReply.Refuse Explain(Exception cause) => cause is AskTimeoutException
        ? new CallReply.Refuse(RefusalCode.NoAnswer, "The hive did not answer in time; whether it will still act is not known. Look with 'tapohive status', and at the hive's log.")
        : new CallReply.Refuse(RefusalCode.NoAnswer, "The hive could not answer. Look at its log.");

    /// <summary>A routing that failed, as a refusal; null for one that did not.</summary>
    public static CallReply.Refuse? Explain(SelectorRouting routing) => routing switch
    {
        SelectorRouting.Nothing { Message: var message } => new CallReply.Refuse(RefusalCode.NothingMatched, message),
        SelectorRouting.Unreadable { Message: var message } => new CallReply.Refuse(RefusalCode.Invalid, message),
        _ => null,
    };

    /// <summary>The one outlet that is meant; nothing where it is not exactly one.</summary>
    public static (HouseView? View, OutletKey? Outlet) TryOne(SelectorRouting.Routed routed) =>
        routed.Houses is [{ Outlets: [var outlet] } house] ? (house.View, outlet) : (null, null);

    /// <summary>That several outlets are meant where one is wanted, and which.</summary>
    public static CallReply.Refuse NotOne(SelectorRouting.Routed routed, string selector)
    {
        var outlets = routed.Houses.SelectMany(static house => house.Outlets.Select(key => $"{house.View.Name}/{house.View.State[key].Name}")).ToList();
        return new CallReply.Refuse(
            RefusalCode.Invalid,
            $"'{selector}' means {outlets.Count} outlets, and 'why' is about one. Choose: {string.Join(", ", outlets.Take(5))}{(outlets.Count > 5 ? ", ..." : "")}.");
    }

    private static RefusalCode CodeOf(RefusalReason reason) => reason switch
    {
        RefusalReason.UnknownHouse or RefusalReason.NothingMatched => RefusalCode.NothingMatched,
        RefusalReason.StorageUnavailable => RefusalCode.StorageUnavailable,
        RefusalReason.Conflict => RefusalCode.Conflict,
        _ => RefusalCode.Invalid,
    };

    private CallReply Status(StatusRequest request)
    {
        var houses = Houses;
        if (houses.Count == 0 && request.Selectors.IsEmpty)
        {
            return CallReply.Of(new StatusReport([], []), ContractJson.Default.StatusReport, "no house");
        }

        var routing = SelectorRouting.Route(houses, request.Selectors);
        if (routing is not SelectorRouting.Routed routed)
        {
            return Explain(routing)!;
        }

        var report = StatusProjection.Of(houses, routed.Houses, request.Scope, options.Clock.GetCurrentInstant());
        return CallReply.Of(report, ContractJson.Default.StatusReport, $"{report.Outlets.Length} outlets");
    }

    private CallReply Why(WhyRequest request)
    {
        var routing = SelectorRouting.Route(Houses, [request.Outlet]);
        if (routing is not SelectorRouting.Routed routed)
        {
            return Explain(routing)!;
        }

        if (TryOne(routed) is not { Outlet: { } outlet, View: { } view })
        {
            return NotOne(routed, request.Outlet);
        }

        var report = WhyProjection.Of(view, outlet, options.Clock.GetCurrentInstant(), hive.Cron);
        return CallReply.Of(report, ContractJson.Default.WhyReport, "told");
    }

    private async Task<CallReply> Release(ReleaseRequest request)
    {
        var (answers, refusal) = await AskEach<Released>(request.Selectors, (house, selectors) => new ReleaseOutlets(house, selectors, Origin));
        return refusal ?? CallReply.Of(
            new ReleaseReport([.. answers.SelectMany(static it => it.Outlets.Select(name => new OutletReference(name.Value, it.House.Value)))]),
            ContractJson.Default.ReleaseReport,
            $"{answers.Sum(static it => it.Outlets.Length)} outlets released");
    }

    private async Task<CallReply> Retry(RetryRequest request)
    {
        var (answers, refusal) = await AskEach<Retrying>(request.Selectors, (house, selectors) => new RetryPlugs(house, selectors, Origin));
        return refusal ?? CallReply.Of(
            new RetryReport([.. answers.SelectMany(static it => it.Plugs.Select(name => new OutletReference(name.Value, it.House.Value)))]),
            ContractJson.Default.RetryReport,
            $"{answers.Sum(static it => it.Plugs.Length)} plugs tried again");
    }

    private async Task<CallReply> Discover(DiscoverRequest request)
    {
        var targets = new List<DiscoveryTarget>();
        foreach (var text in request.Targets)
        {
            if (!DiscoveryTarget.TryParse(text, out var target))
            {
                return new CallReply.Refuse(RefusalCode.Invalid, $"'{text}' is no place to look. Write broadcast, own-subnets, an address or a range such as 192.0.2.0/24.");
            }

            targets.Add(target);
        }

        var listen = Duration.FromSeconds(Math.Clamp(request.ListenSeconds, 0.1, 60));
        var answer = await hive.Discovery.Ask<object>(new Discover([.. targets], listen), listen.ToTimeSpan() + options.Limits.Answer);
        return answer switch
        {
            Discovered discovered => CallReply.Of(
                SightingProjection.Of(
                    discovered.Sightings,
                    await MachineSigns.AddToAsync(discovered.Survey),
                    Houses),
                ContractJson.Default.DiscoverReport,
                $"{discovered.Sightings.Length} sightings"),
            Refused refused => Explain(refused),
            _ => new CallReply.Refuse(RefusalCode.NoAnswer, "Discovery gave an answer that makes no sense. Look at the hive's log."),
        };
    }

    // Every house answers for itself: what one refuses, another may have done. Only when none did is the whole refused.
    private async Task<(IReadOnlyList<T> Answers, CallReply.Refuse? Refusal)> AskEach<T>(
        ImmutableArray<string> selectors,
        Func<HouseName, ImmutableArray<string>, object> question)
        where T : class
    {
        var routing = SelectorRouting.Route(Houses, selectors);
        if (routing is not SelectorRouting.Routed routed)
        {
            return ([], Explain(routing));
        }

        var answers = await Task.WhenAll(routed.Houses.Select(house =>
            hive.Houses.Ask<object>(question(house.View.Name, house.Selectors), options.Limits.Answer)));
        var accepted = answers.OfType<T>().ToList();
        return (accepted, accepted.Count > 0 ? null
            : answers.OfType<Refused>().Select(Explain).FirstOrDefault()
            ?? new CallReply.Refuse(RefusalCode.NoAnswer, "The house gave an answer that makes no sense. Look at the hive's log."));
    }
}
