using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Houses;

/// <summary>Commands, ends, releases, presses and troubles in a house's memory.</summary>
public sealed class IntentTests
{
    [Fact]
    public void A_command_is_one_event_for_all_its_outlets()
    {
        var house = Of(Plug("lamp", 1), Plug("fan", 2));
        house = house.After(house.Run(PowerState.On, null, "lamp", "fan", "nobody"));
        Assert.Equal(2, house.Revision);
        Assert.All(house.Plugs.Values, plug => Assert.Equal(2, plug.AssignmentRevision));
        var run = Assert.Single(house.OpenRuns.Values);
        Assert.Equal(2, run.Id.Number);
        Assert.Equal(2, run.Outlets.Count);
        Assert.Equal(new Desired(PowerState.On, 2), house.Outlet("fan").Desired);
    }

    [Fact]
    public void Of_two_wishes_for_one_outlet_the_later_counts()
    {
        var house = Of(Plug("lamp", 1));
        var name = new OutletName("lamp");
        var run = CommandDecision.Start(house, "scene", [(name, PowerState.On), (name, PowerState.Off)], Anna, null, Holding.UntilReleased, Window, Morning);
        house = house.After(run);
        Assert.Equal(PowerState.Off, house.Outlet("lamp").Desired?.Wanted);
        Assert.Equal(PowerState.Off, Assert.Single(Assert.Single(house.OpenRuns.Values).Outlets.Values).Wanted);
    }

    [Fact]
    public void The_end_of_an_intent_goes_to_the_next_filled_layer()
    {
        var house = Of(Plug("lamp", 1) with { Base = PowerState.On });
        house = house.After(house.Run(PowerState.Off, Duration.FromHours(2), "lamp"));
        Assert.Equal(new Desired(PowerState.Off, 2, Morning + Duration.FromHours(2), PowerState.On), house.Outlet("lamp").Desired);
        Assert.Equal(Morning + Duration.FromHours(2), CommandDecision.NextEnd(house));
        Assert.Null(CommandDecision.End(house, Morning + Duration.FromHours(1)));
        var later = Morning + Duration.FromHours(2);
        house = house.After(CommandDecision.End(house, later));
        Assert.Equal(new Desired(PowerState.On, 3, By: DesiredBy.End), house.Outlet("lamp").Desired);
        Assert.Null(CommandDecision.End(house, later));
        Assert.Null(CommandDecision.NextEnd(house));
    }

    [Fact]
    public void The_end_of_the_only_intent_is_the_opposite_of_what_it_wanted()
    {
        var house = Of(Plug("lamp", 1));
        house = house.After(house.Run(PowerState.On, Duration.FromHours(2), "lamp"));
        house = house.After(CommandDecision.End(house, Morning + Duration.FromHours(3)));
        var manual = house.Outlet("lamp").Intents.Manual!;
        Assert.Equal((PowerState.Off, "end:operator:anna", (Instant?)null), (manual.Wanted, manual.Origin.Value, manual.Until));
        Assert.Equal(new Desired(PowerState.Off, 3, By: DesiredBy.End), house.Outlet("lamp").Desired);
    }

    [Fact]
    public void Ends_missed_while_the_house_was_down_come_to_the_same_as_ends_met()
    {
        var slots = new IntentSlots(
            Schedule: new Intent(PowerState.On, new Origin("schedule:dusk"), Morning, Morning + Duration.FromHours(1)),
            Manual: new Intent(PowerState.Off, Anna, Morning, Morning + Duration.FromHours(2)));
        var house = Of(Plug("lamp", 1));
        var key = house.OutletsByName[new OutletName("lamp")];
        house = house with
        {
            Plugs = house.Plugs.SetItem(key.Plug, house.Plugs[key.Plug] with
            {
                Outlets = house.Plugs[key.Plug].Outlets.SetItem(key.Slot, house[key] with { Intents = slots }),
            }),
        };
        var met = house.After(CommandDecision.End(house, Morning + Duration.FromHours(1)));
        met = met.After(CommandDecision.End(met, Morning + Duration.FromHours(2)));
        var missed = house.After(CommandDecision.End(house, Morning + Duration.FromHours(5)));
        Assert.Equal(met.Outlet("lamp").Desired?.Wanted, missed.Outlet("lamp").Desired?.Wanted);
        Assert.Equal(PowerState.On, missed.Outlet("lamp").Desired?.Wanted);
    }

    [Fact]
    public void A_release_empties_the_manual_slot_and_is_no_event_where_it_is_empty()
    {
        var house = Of(Plug("lamp", 1));
        var name = new OutletName("lamp");
        Assert.Null(CommandDecision.Release(house, [name, new OutletName("nobody")], Anna, Morning));
        house = house.After(house.Run(PowerState.On, null, "lamp"));
        house = house.After(CommandDecision.Release(house, [name], Anna, Morning));
        Assert.Null(house.Outlet("lamp").Desired);
        Assert.Equal(house.Revision, house.Plug("lamp").AssignmentRevision);
    }

    [Fact]
    public void A_press_on_the_button_becomes_a_manual_intent()
    {
        var house = Of(Plug("lamp", 1) with { Base = PowerState.On });
        var id = house.Plug("lamp").Id;
        var report = house.Report(id, "", (0, PowerState.Off)).With(new Press(OutletSlot.Whole, PowerState.Off, Morning));
        house = house.Hear(report);
        Assert.Equal(Origin.Press, house.Outlet("lamp").Intents.Manual?.Origin);
        Assert.Equal(PowerState.Off, house.Outlet("lamp").Desired?.Wanted);
        Assert.Equal("press", house.Outlet("lamp").Recent.Single(h => h.What == "observed").Origin);
        Assert.Empty(ReportDecision.Decide(house, report, Morning));
    }

    [Fact]
    public void The_last_of_several_presses_counts_and_one_back_to_what_is_wanted_is_nothing()
    {
        var house = Of(Plug("lamp", 1) with { Base = PowerState.On });
        var off = new Press(OutletSlot.Whole, PowerState.Off, Morning);
        var on = new Press(OutletSlot.Whole, PowerState.On, Morning + Duration.FromSeconds(1));
        Assert.Null(house.Hear(house.Report(house.Plug("lamp").Id, "", (0, PowerState.On)).With(off, on)).Outlet("lamp").Intents.Manual);
    }

    [Fact]
    public void A_press_told_twice_does_not_overrule_a_newer_command()
    {
        var house = Of(Plug("lamp", 1));
        var report = house.Report(house.Plug("lamp").Id, "", (0, PowerState.Off)).With(new Press(OutletSlot.Whole, PowerState.Off, Morning));
        house = house.Hear(report);
        house = house.After(house.Run(PowerState.On, null, "lamp"));
        Assert.Equal(PowerState.On, house.Hear(report).Outlet("lamp").Desired?.Wanted);
    }

    [Fact]
    public void A_house_that_enforces_follows_no_press()
    {
        var house = Of(Plug("lamp", 1) with { Press = PressPolicy.Enforce });
        var report = house.Report(house.Plug("lamp").Id, "", (0, PowerState.On)).With(new Press(OutletSlot.Whole, PowerState.On, Morning));
        Assert.Null(house.Hear(report).Outlet("lamp").Intents.Manual);
    }

    [Fact]
    public void A_trouble_begins_once_and_ends_once()
    {
        var house = Of(Plug("lamp", 1));
        var calm = house.Report(house.Plug("lamp").Id, "", (0, PowerState.Off));
        house = house.Hear(calm);
        var dark = calm with { Problem = new PlugProblem(FailureKind.Dark, "It does not answer.", Morning) };
        Assert.IsType<TroubleBegan>(Assert.Single(ReportDecision.Decide(house, dark, Morning)));
        house = house.Hear(dark);
        Assert.Empty(ReportDecision.Decide(house, dark with { Problem = dark.Problem with { Message = "Still." } }, Morning));
        Assert.IsType<TroubleEnded>(Assert.Single(ReportDecision.Decide(house, calm, Morning)));
        Assert.Null(house.Hear(calm).Plug("lamp").Problem);
    }

    [Fact]
    public void The_trouble_of_an_outlet_that_the_house_does_not_have_is_no_event()
    {
        var house = Of(Plug("lamp", 1));
        var report = house.Report(house.Plug("lamp").Id, "", (0, PowerState.Off));
        house = house.Hear(report);
        var strange = new OutletReport(new OutletSlot(0), "", null, default, 0, null, 0, 0, new PlugProblem(FailureKind.Unsupported, "No outlet 0.", Morning));
        var strip = report with { Outlets = [strange, .. report.Outlets.Select(o => o with { Slot = new OutletSlot(1) })] };
        house = house.Hear(strip);
        Assert.Equal(["lamp.1"], house.OutletsByName.Keys.Select(name => name.Value));
        Assert.Empty(ReportDecision.Decide(house, strip, Morning));
    }

    [Fact]
    public void A_session_elsewhere_and_a_sighting_here_do_not_correct_each_other_for_ever()
    {
        var house = Of(Plug("lamp", 1)).See(Sighting(1));
        var plug = Domain.Convergence.PlugState.Unassigned;
        void Tell(Domain.Convergence.PlugFact fact) => plug = Domain.Convergence.PlugObservation.Observe(plug, fact, Domain.Convergence.PlugPolicy.Usual, Morning);
        Tell(new Domain.Convergence.PlugFact.Assigned(CommandDecision.Assign(house, house.Plug("lamp"))));
        Tell(new Domain.Convergence.PlugFact.Connected(Reading(1), Morning + Duration.FromHours(23), null));
        house = house.Hear(plug.Report(1, Morning));
        var sighting = Sighting(1, 99, transport: Transport.Aes);
        house = house.See(sighting);
        Tell(new Domain.Convergence.PlugFact.SightingObserved(sighting));
        Assert.Equal(SessionPhase.LoggedIn, plug.Phase);
        Assert.Empty(ReportDecision.Decide(house, plug.Report(2, Morning), Morning));
        Assert.Empty(SightingDecision.Decide(house, sighting, Morning));
    }

    [Fact]
    public void A_plug_that_spoke_a_newer_protocol_is_not_remembered_as_one_that_wants_the_plain_password()
    {
        var house = Of(Plug("lamp", 1)).See(Sighting(1));
        var forged = Sighting(1) with { Offer = new Domain.Sightings.SightedTransport.Offered(new TransportOffer(Transport.Aes, 80, Login: AesLogin.PlainPassword)) };
        house = house.See(forged).See(forged);
        Assert.Equal(AesLogin.HashedPassword, house.Plug("lamp").Offer?.Login);
        Assert.Empty(SightingDecision.Decide(house, forged, Morning));
    }

    [Fact]
    public void What_an_outlet_remembers_is_bounded()
    {
        var house = Of(Plug("lamp", 1));
        for (var i = 0; i < 100; i++)
        {
            house = house.After(house.Run(i % 2 == 0 ? PowerState.On : PowerState.Off, null, "lamp"));
        }

        Assert.Equal(OutletRecord.RecentLimit, house.Outlet("lamp").Recent.Length);
        Assert.Equal(PowerState.Off, house.Outlet("lamp").Recent[^1].To);
    }

    [Fact]
    public void What_a_plug_is_told_is_complete()
    {
        var house = Of(Plug("lamp", 1) with { Press = PressPolicy.Enforce }).See(Sighting(1));
        house = house.After(house.Run(PowerState.On, null, "lamp"), CommandDecision.Retry(house, [new OutletName("lamp")], Anna, Morning));
        var told = CommandDecision.Assign(house, house.Plug("lamp"));
        Assert.Equal((house.Plug("lamp").Id, "hillside", "lamp", 1L, PressPolicy.Enforce), (told.Id, told.House.Value, told.Name.Value, told.Forced, told.Press));
        Assert.Equal(MacOf(1), told.Identity.Mac);
        Assert.Equal(house.Revision, told.Revision);
        Assert.Equal(new OutletAssignment(OutletSlot.Whole, new Desired(PowerState.On, house.Revision - 1), AskedAt: Morning), Assert.Single(told.Outlets));
    }

    private static Domain.Readings.PlugReading Reading(int mac) => new(
        MacOf(mac), new DeviceId("8022"), "P110", "1.0", "Lamp", -50, [new(OutletSlot.Whole, "", PowerState.Off, null, default)]);
}
