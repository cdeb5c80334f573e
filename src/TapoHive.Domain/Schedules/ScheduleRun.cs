using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Selectors;

namespace TapoHive.Domain.Schedules;

/// <summary>What a schedule does: a run in the layer of schedules.</summary>
public static class ScheduleRun
{
    /// <summary>The event that begins it (a <see cref="RunStarted"/> or a <see cref="RunPlanned"/>), or why there is nothing to begin.</summary>
    /// <param name="state">The house.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="edge">Which edge, where it is a window.</param>
    /// <param name="origin">On whose behalf.</param>
    /// <param name="occurrence">The occurrence; absent where a person fires it.</param>
    /// <param name="now">Now.</param>
    public static (HouseEvent? Run, string? Error) Start(
        HouseState state, ScheduleDefinition schedule, WindowEdge edge, Origin origin, RunOccurrence? occurrence, Instant now) =>
        Start(state, new SelectorUniverse(state), schedule, edge, origin, occurrence, now);

    /// <summary>The same, where more than one schedule of a house is due.</summary>
    internal static (HouseEvent? Run, string? Error) Start(
        HouseState state, SelectorUniverse universe, ScheduleDefinition schedule, WindowEdge edge, Origin origin, RunOccurrence? occurrence, Instant now)
    {
        if (schedule.Does is ScheduleAction.Scene scene)
        {
            return SceneStart.Decide(state, scene.Name, Layer.Schedule, origin, occurrence, ScheduleDecision.ProofWindow, now) switch
            {
                SceneStarting.Begins begins => (begins.Started, null),
                SceneStarting.Unknown unknown => (null, unknown.Message),
                SceneStarting.Impossible impossible => (null, impossible.Message),
                _ => throw new InvalidOperationException("Not a start."),
            };
        }

        var (wanted, error) = Wants(state, universe, schedule, edge);
        if (error is not null || wanted.IsEmpty)
        {
            return (null, error ?? "its selectors mean no outlet just now");
        }

        var states = wanted.Select(one => one.Wanted).Distinct().ToList();
        var verb = states.Count == 1 ? states[0].Word() : "switch";
        var run = CommandDecision.Start(state, verb, wanted, origin, null, Holding.UntilNextOccurrence, ScheduleDecision.ProofWindow, now);
        return (run with { Layer = Layer.Schedule, Occurrence = occurrence }, null);
    }

    /// <summary>What a schedule wants of which outlets in the end, or why there is nothing to want.</summary>
    public static (ImmutableArray<(OutletName Outlet, PowerState Wanted)> Wanted, string? Error) Wants(HouseState state, ScheduleDefinition schedule, WindowEdge edge) =>
        Wants(state, new SelectorUniverse(state), schedule, edge);

    /// <summary>The same, where more than one schedule of a house is looked at.</summary>
    internal static (ImmutableArray<(OutletName Outlet, PowerState Wanted)> Wanted, string? Error) Wants(
        HouseState state, SelectorUniverse universe, ScheduleDefinition schedule, WindowEdge edge) =>
        schedule.Does switch
        {
            ScheduleAction.Set action => edge == WindowEdge.End ? Switched(universe, action.Off, action.On) : Switched(universe, action.On, action.Off),
            ScheduleAction.Scene scene => Played(state, universe, scene.Name),
            _ => throw new InvalidOperationException("Not an action."),
        };

    private static (ImmutableArray<(OutletName Outlet, PowerState Wanted)> Wanted, string? Error) Switched(
        SelectorUniverse universe, ImmutableArray<string> on, ImmutableArray<string> off)
    {
        var closed = Selection.Resolve(universe, on);
        var open = Selection.Resolve(universe, off);
        return (closed.Error ?? open.Error) is { } error
            ? ([], error)
            : ([.. closed.Outlets.Except(open.Outlets).Select(outlet => (outlet, PowerState.On)), .. open.Outlets.Select(outlet => (outlet, PowerState.Off))], null);
    }

    private static (ImmutableArray<(OutletName Outlet, PowerState Wanted)> Wanted, string? Error) Played(HouseState state, SelectorUniverse universe, SceneName name)
    {
        if (SceneExpansion.Of(state.Definition?.Scenes ?? [], name) is not SceneExpansion.Steps steps)
        {
            return ([], $"scene '{name}' cannot be run");
        }

        var wanted = new SortedDictionary<OutletName, PowerState>();
        foreach (var step in steps.All.OfType<SceneStep.Switch>())
        {
            var (switched, error) = Switched(universe, step.On, step.Off);
            if (error is not null)
            {
                return ([], error);
            }

            foreach (var (outlet, power) in switched)
            {
                wanted[outlet] = power;
            }
        }

        return ([.. wanted.Select(pair => (pair.Key, pair.Value))], null);
    }
}
