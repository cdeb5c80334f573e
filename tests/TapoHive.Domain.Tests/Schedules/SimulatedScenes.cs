using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Schedules.ScheduledHouse;

namespace TapoHive.Domain.Tests.Schedules;

/// <summary>A scene that waits goes on when its wait is over, and what happens meanwhile happens before. From noon to noon.</summary>
public sealed class SimulatedScenes
{
    private const string Long = "scenes.long { steps = [ { on = lamp }, { wait = 2h }, { off = lamp } ] }\n";

    /// <summary>A scene at 18:00 beside other schedules, and what becomes of the lamp.</summary>
    public static TheoryData<string, string[]> Days => new()
    {
        { "", ["18:00 on schedule:a", "20:00 off schedule:a"] },

        // Whoever is accepted later wins, and the scene leaves the lamp alone from then on.
        { "b { at = \"19:00\", on = lamp }", ["18:00 on schedule:a"] },
        { "b { at = \"19:00\", off = lamp }, c { at = \"19:30\", on = lamp }", ["18:00 on schedule:a", "19:00 off schedule:b", "19:30 on schedule:c"] },
        { "b { at = \"20:00\", on = lamp }", ["18:00 on schedule:a"] },
        { "b { at = \"18:00\", off = lamp }", ["18:00 on schedule:a", "18:00 off schedule:b"] },
        { "b { at = \"19:00\", scene = long }", ["18:00 on schedule:a", "21:00 off schedule:b"] },

        // What is due before it, at other outlets too, changes nothing about its end.
        { "b { every = 1h, on = heater }", ["18:00 on schedule:a", "20:00 off schedule:a"] },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void A_scene_goes_on_after_its_wait_unless_it_was_overtaken(string others, string[] changes) =>
        Assert.Equal(changes, Changes(Simulate($"{Long}schedules {{ a {{ at = \"18:00\", scene = long }}, {others} }}"), "lamp"));

    [Fact]
    public void What_a_scene_leaves_on_for_too_long_goes_off_during_its_wait()
    {
        const string House = """
            plugs.heater.safety.max-on = 1h
            scenes.warm { steps = [ { on = heater }, { wait = 3h }, { off = heater } ] }
            schedules { warm { at = "18:00", scene = warm } }
            """;

        var days = Simulator.Run(Define(House), NoCron.Instance, At("2026-11-23T12:00:00Z"), At("2026-11-26T12:00:00Z"));

        Assert.Equal(
            [
                "2026-11-23T18:00:00Z on schedule:warm", "2026-11-23T19:00:00Z off max-on",
                "2026-11-24T18:00:00Z on schedule:warm", "2026-11-24T19:00:00Z off max-on",
                "2026-11-25T18:00:00Z on schedule:warm", "2026-11-25T19:00:00Z off max-on",
            ],
            Outlet(days, "heater").Changes.Select(change => $"{change.At} {change.To.Word()} {change.Because}"));
        Assert.Equal(Duration.FromHours(3), Outlet(days, "heater").On);
    }

    [Fact]
    public void Firings_and_changes_are_in_the_order_in_which_they_happen()
    {
        var day = Simulate($"{Long}schedules {{ a {{ at = \"18:00\", scene = long }}, b {{ every = 10m, on = lamp, off = porch }}, c {{ every = 25m, off = lamp }} }}");

        Assert.Equal(day.Firings.Select(firing => firing.Due).Order(), day.Firings.Select(firing => firing.Due));
        Assert.All(day.Outlets, outlet => Assert.Equal(outlet.Changes.Select(change => change.At).Order(), outlet.Changes.Select(change => change.At)));
    }

    [Fact]
    public void Outlets_that_follow_each_other_with_a_gap_do()
    {
        var day = Simulate("scenes.slowly { steps = [ { on = [ lamp, porch ], gap = 10m } ] }\nschedules { a { at = \"18:00\", scene = slowly } }");

        Assert.Equal(["18:00 on schedule:a"], Changes(day, "lamp"));
        Assert.Equal(["18:10 on schedule:a"], Changes(day, "porch"));
    }

    [Fact]
    public void A_wait_that_is_not_over_at_the_end_leaves_the_rest_of_the_scene_undone()
    {
        var house = Define($"{Long}schedules {{ a {{ at = \"18:00\", scene = long }} }}");
        var evening = Simulator.Run(house, NoCron.Instance, At("2026-11-23T12:00:00Z"), At("2026-11-23T19:00:00Z"));

        Assert.Equal(["18:00 on schedule:a"], Changes(evening, "lamp"));
        Assert.Equal(Duration.FromHours(1), Outlet(evening, "lamp").On);
    }

    [Fact]
    public void A_scene_that_a_running_house_is_amid_goes_on()
    {
        var state = HouseState.Empty.After(new HouseApplied(At("2026-11-23T09:00:00Z"), Define($"{Long}schedules {{ a {{ at = \"11:00\", scene = long }} }}"), "test.conf", "1"));
        state = state.After(ScheduleDecision.Decide(state, null, NoCron.Instance, At("2026-11-23T11:00:00Z")));
        var run = Assert.Single(state.OpenRuns.Keys);
        state = state.After(StepDecision.Decide(state, run, [], At("2026-11-23T11:00:00Z")).Events);
        var on = new OutletEvidence(new OutletName("lamp"), PowerState.On, OutletOutcome.Converged, At("2026-11-23T11:00:01Z"), 1, null, 0);
        state = state.After(StepDecision.Decide(state, run, [on], At("2026-11-23T11:00:01Z")).Events);

        var simulation = Simulator.Run(state, NoCron.Instance, At("2026-11-23T12:00:00Z"), At("2026-11-24T10:00:00Z"));

        Assert.Equal(["12:00 on schedule:a", "13:00 off schedule:a"], Changes(simulation, "lamp"));
    }

    private static Simulation Simulate(string text) => Simulator.Run(Define(text), NoCron.Instance, At("2026-11-23T12:00:00Z"), At("2026-11-24T12:00:00Z"));

    private static SimulatedOutlet Outlet(Simulation simulation, string name) => simulation.Outlets.Single(outlet => outlet.Name.Value == name);

    private static IEnumerable<string> Changes(Simulation simulation, string name) =>
        Outlet(simulation, name).Changes.Select(change => $"{change.At.InUtc():HH:mm} {change.To.Word()} {change.Because}");
}
