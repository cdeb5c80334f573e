using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Runs;

namespace TapoHive.Control.Gate.Calls;

/// <summary>From a request that starts runs to what each house concerned is asked.</summary>
internal abstract record RunOrders
{
    private const double LongestWindowSeconds = 600;

    private RunOrders()
    {
    }

    /// <summary>A run in each of these houses.</summary>
    public sealed record Given(ImmutableArray<RunOrder> Orders, Duration Window, Waiting Waiting) : RunOrders;

    /// <summary>The request means nothing.</summary>
    public sealed record Refused(CallReply.Refuse Refusal) : RunOrders;

    // As long as the command line takes.
    private const double LongestFor = 366 * 86_400;

    /// <summary>Works out a request.</summary>
    public static RunOrders Of(IOperatorRequest request, IReadOnlyCollection<HouseView> houses, Origin origin) => request switch
    {
        SwitchRequest switching => Switch(switching, houses, origin),
        SceneRunRequest scene => Scene(scene, houses, origin),
        UndoRequest undo => Undo(undo, houses, origin),
        _ => throw new InvalidOperationException("This request starts no run."),
    };

    private static RunOrders Switch(SwitchRequest request, IReadOnlyCollection<HouseView> houses, Origin origin)
    {
        var routing = SelectorRouting.Route(houses, request.Selectors);
        if (request.Selectors.IsEmpty || request.ForSeconds is not (null or (> 0 and <= LongestFor)))
        {
            return new Refused(new CallReply.Refuse(RefusalCode.Invalid, "Say which outlets are meant, and for how long only in positive durations of a year at most."));
        }

        var window = Clamped(request.WindowSeconds);
        return routing is not SelectorRouting.Routed routed ? new Refused(HouseQuestions.Explain(routing)!) : new Given(
            [
                .. routed.Houses.Select(house => new RunOrder(
                    house.View.Name,
                    new SwitchOutlets(
                        house.View.Name,
                        request.Verb,
                        house.Selectors,
                        origin,
                        request.ForSeconds is { } seconds ? Duration.FromSeconds(seconds) : null,
                        request.Holding,
                        window),
                    house)),
            ],
            window,
            request.Waiting);
    }

    private static RunOrders Scene(SceneRunRequest request, IReadOnlyCollection<HouseView> houses, Origin origin)
    {
        var window = Clamped(request.WindowSeconds);
        return SceneRouting.Find(houses, request.Scene) switch
        {
            SceneRouting.Found found => new Given(
                [.. found.Houses.Select(house => new RunOrder(house.Name, new RunScene(house.Name, found.Scene, origin, Layer.Manual, null, window), new HouseSelection(house, [], [])))],
                window,
                request.Waiting),
            SceneRouting.Nothing nothing => new Refused(new CallReply.Refuse(RefusalCode.NothingMatched, nothing.Message)),
            _ => throw new InvalidOperationException("Not a routing."),
        };
    }

    private static RunOrders Undo(UndoRequest request, IReadOnlyCollection<HouseView> houses, Origin origin)
    {
        HouseView? house;
        RunId? run = null;
        if (request.Run is { } text)
        {
            if (RunRouting.Find(houses, text) is not RunRouting.Found found)
            {
                return new Refused(RunRouting.Explain(houses, text));
            }

            (house, run) = (found.House, found.Run);
        }
        else
        {
            // The last one of all houses.
            house = houses.Where(view => UndoDecision.Last(view.State) is not null).MaxBy(view => UndoDecision.Last(view.State)!.StartedAt);
            if (house is null)
            {
                return new Refused(new CallReply.Refuse(RefusalCode.NothingMatched, "There is no run to undo. 'tapohive runs' lists those that are remembered."));
            }
        }

        var window = Clamped(request.WindowSeconds);
        return new Given([new RunOrder(house.Name, new UndoRun(house.Name, run, origin, window), new HouseSelection(house, [], []))], window, request.Waiting);
    }

    private static Duration Clamped(double seconds) => Duration.FromSeconds(Math.Clamp(seconds, 0.1, LongestWindowSeconds));
}
