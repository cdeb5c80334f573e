using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Schedules.ScheduledHouse;

namespace TapoHive.Domain.Tests.Schedules;

/// <summary>A simulation shows what the hive will do: <c>max-on</c> and limits in time end what is on there too.</summary>
public sealed class SimulatedLimits
{
    private const string TwoHours = "plugs.heater.safety.max-on = 2h\n";

    /// <summary>A schedule of a heater that may be on for two hours, and what becomes of it from noon to noon.</summary>
    public static TheoryData<string, string[]> Days => new()
    {
        { "warm { at = \"18:00\", on = heater }", ["18:00 on schedule:warm", "20:00 off max-on"] },
        { "warm { from = \"18:00\", until = \"23:00\", on = heater }", ["18:00 on schedule:warm", "20:00 off max-on"] },
        { "warm { from = \"18:00\", until = \"19:30\", on = heater }", ["18:00 on schedule:warm", "19:30 off schedule:warm"] },

        // Asked for once more while it is on, it is on no longer for that.
        { "warm { at = \"18:00\", on = heater }, more { at = \"19:00\", on = heater }", ["18:00 on schedule:warm", "20:00 off max-on"] },

        // It went on a moment after 18:00, so at 20:00 it still is: that word comes before the end of its two hours.
        { "warm { at = \"18:00\", on = heater }, more { at = \"20:00\", on = heater }", ["18:00 on schedule:warm", "20:00 off max-on"] },

        // Only a later occurrence switches on again, and then the time counts anew.
        { "warm { at = \"18:00\", on = heater }, more { at = \"20:30\", on = heater }", ["18:00 on schedule:warm", "20:00 off max-on", "20:30 on schedule:more", "22:30 off max-on"] },
        { "warm { at = \"18:00\", on = heater }, off { at = \"19:00\", off = heater }, more { at = \"19:30\", on = heater }", ["18:00 on schedule:warm", "19:00 off schedule:off", "19:30 on schedule:more", "21:30 off max-on"] },

        // Two words of one moment reach the plug as one: its relay does not move, and the time goes on.
        { "warm { at = \"18:00\", on = heater }, a { at = \"19:00\", off = heater }, b { at = \"19:00\", on = heater }", ["18:00 on schedule:warm", "20:00 off max-on"] },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void What_is_on_for_as_long_as_it_may_be_goes_off(string schedules, string[] changes) =>
        Assert.Equal(changes, Changes(Simulate($"{TwoHours}schedules {{ {schedules} }}")));

    [Fact]
    public void What_the_base_layer_switches_on_goes_off_too_and_stays_so()
    {
        var simulation = Simulate($"{TwoHours}plugs.heater.base = on\nschedules {{ lamp {{ at = \"18:00\", on = lamp }} }}");
        Assert.Equal(["12:00 on house", "14:00 off max-on"], Changes(simulation));
    }

    [Fact]
    public void Hours_on_over_a_year_are_those_that_the_limit_leaves()
    {
        var house = Define($"{TwoHours}schedules {{ warm {{ from = \"05:30\", until = \"09:00\", on = heater }}, frost {{ at = \"21:00\", on = heater }} }}", "Europe/London");
        var year = Simulator.Run(house, NoCron.Instance, At("2027-01-01T00:00:00Z"), At("2028-01-01T00:00:00Z"));
        Assert.Equal(Duration.FromHours((2 + 2) * 365), year.Outlets.Single(outlet => outlet.Name.Value == "heater").On);
    }

    [Fact]
    public void A_relay_that_is_on_already_is_not_given_its_time_anew()
    {
        var state = Applied($"{TwoHours}schedules {{ warm {{ at = \"18:00\", on = heater }} }}");
        var key = state.OutletsByName[new OutletName("heater")];
        state = state.After(
            CommandDecision.Start(state, "on", [(new OutletName("heater"), PowerState.On)], Hillside.Anna, null, Holding.UntilReleased, Hillside.Window, At("2026-11-23T11:00:00Z")),
            new StatesObserved(At("2026-11-23T11:00:00Z"), [new StateObserved(key.Plug, key.Slot, PowerState.On, At("2026-11-23T11:00:00Z"), "operator:anna", At("2026-11-23T11:00:00Z"))]));

        Assert.Equal(["12:00 on operator:anna", "13:00 off max-on", "18:00 on schedule:warm", "20:00 off max-on"], Changes(Simulate(state)));
    }

    [Fact]
    public void What_a_person_asked_for_a_while_ends_when_it_should()
    {
        var state = Applied("schedules { night { at = \"22:00\", off = all } }");
        state = state.After(CommandDecision.Start(
            state, "on", [(new OutletName("heater"), PowerState.On)], Hillside.Anna, Duration.FromHours(3), Holding.UntilNextOccurrence, Hillside.Window, At("2026-11-23T11:30:00Z")));

        Assert.Equal(["12:00 on operator:anna", "14:30 off end:operator:anna"], Changes(Simulate(state)));
    }

    [Fact]
    public void A_house_lives_on_until_the_span_that_is_asked_for_and_only_that_is_told()
    {
        var state = Applied("schedules { porch { from = \"18:00\", until = \"23:00\", on = heater }, night { at = \"22:00\", off = lamp } }");

        var later = Simulator.Run(state, NoCron.Instance, At("2026-12-05T19:00:00Z"), At("2026-12-06T19:00:00Z"), At("2026-11-23T12:00:00Z"));

        Assert.Equal(
            ["2026-12-05T22:00:00Z", "2026-12-05T23:00:00Z", "2026-12-06T18:00:00Z"],
            later.Firings.Select(firing => $"{firing.Due}"));
        Assert.Equal(["19:00 on schedule:porch", "23:00 off schedule:porch", "18:00 on schedule:porch"], Changes(later));
        Assert.Equal(Duration.FromHours(4 + 1), later.Outlets.Single(outlet => outlet.Name.Value == "heater").On);
    }

    private static HouseState Applied(string text) =>
        HouseState.Empty.After(new HouseApplied(At("2026-11-23T09:00:00Z"), Define(text), "test.conf", "1"));

    private static Simulation Simulate(string text) => Simulator.Run(Define(text), NoCron.Instance, At("2026-11-23T12:00:00Z"), At("2026-11-24T12:00:00Z"));

    private static Simulation Simulate(HouseState state) => Simulator.Run(state, NoCron.Instance, At("2026-11-23T12:00:00Z"), At("2026-11-24T12:00:00Z"));

    private static IEnumerable<string> Changes(Simulation simulation) => simulation.Outlets.Single(outlet => outlet.Name.Value == "heater").Changes
        .Select(change => $"{change.At.InUtc():HH:mm} {change.To.Word()} {change.Because}");
}
