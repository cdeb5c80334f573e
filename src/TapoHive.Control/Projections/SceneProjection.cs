using System.Collections.Immutable;
using TapoHive.Control.Contract;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;

namespace TapoHive.Control.Projections;

/// <summary>From a house's view to what <c>scene list</c> and <c>scene show</c> say. Pure.</summary>
public static class SceneProjection
{
    /// <summary>The scenes of a house.</summary>
    public static IEnumerable<SceneSummary> List(HouseView house) => (house.State.Definition?.Scenes ?? []).Select(scene =>
    {
        var plan = ScenePlan.Of(house.State, scene.Name);
        var steps = (plan as ScenePlan.Steps)?.All ?? [];
        return new SceneSummary(
            scene.Name.Value,
            house.Name.Value,
            steps.IsEmpty ? scene.Steps.Length : steps.Length,
            steps.OfType<PlannedStep.Switch>().SelectMany(static step => step.Intents).Select(static intent => intent.Name).Distinct().Count(),
            scene.OnFailure,
            (plan as ScenePlan.Wrong)?.Message);
    });

    /// <summary>What a scene would do now: each step judged by what the steps before it lead to.</summary>
    public static SceneReport Show(HouseView house, ScenePlan.Steps plan)
    {
        var outlets = ImmutableArray.CreateBuilder<SceneOutletReport>();
        var reached = new Dictionary<OutletName, PowerState>();
        foreach (var (number, step) in plan.All.Index())
        {
            foreach (var intent in step is PlannedStep.Switch { Intents: var intents } ? intents : [])
            {
                var desired = house.State.Plugs[intent.Plug].Outlets[intent.Slot].Intents.Top?.Wanted;
                var reported = house.Reports.GetValueOrDefault(intent.Plug)?.Of(intent.Slot)?.State;
                PowerState? present = reached.TryGetValue(intent.Name, out var earlier) ? earlier : reported;
                var change = present is null ? SceneChange.Unknown : present == intent.Wanted ? SceneChange.Already : SceneChange.Switch;
                outlets.Add(new SceneOutletReport(intent.Name.Value, house.Name.Value, number + 1, intent.Wanted, desired, reported, change));
                reached[intent.Name] = intent.Wanted;
            }
        }

        return new SceneReport(plan.Scene.Name.Value, house.Name.Value, plan.Scene.OnFailure, [.. plan.All.Index().Select(static step => Step(step.Index + 1, step.Item))], outlets.ToImmutable());
    }

    private static SceneStepReport Step(int number, PlannedStep step) => step switch
    {
        PlannedStep.Wait wait => new SceneStepReport(number, "wait", wait.Length.TotalSeconds, null, null, null),
        PlannedStep.Switch it => new SceneStepReport(number, "switch", null, it.Within?.TotalSeconds, it.Gap?.TotalSeconds, it.AtOnce),
        _ => throw new InvalidOperationException("Not a step."),
    };
}
