using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Houses;

/// <summary>Ends, <c>max-on</c> and protections in a house's memory.</summary>
public sealed class SafetyTests
{
    private static readonly Duration Most = Duration.FromHours(2);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Max_on_ends_every_on_intent_and_stands_against_the_base(bool byPress)
    {
        var house = Iron(PowerState.On);
        house = byPress
            ? house.Hear(Said(house, PowerState.On).With(new Press(OutletSlot.Whole, PowerState.On, Morning)))
            : house.After(house.Run(PowerState.On, null, "iron"));
        house = house.Hear(Said(house, PowerState.Off, EndCause.MaxOn));
        var outlet = house.Outlet("iron");
        Assert.Null(outlet.Intents.Manual);
        Assert.Equal((Layer.Safety, Origin.MaxOn), (outlet.Intents.Deciding, outlet.Intents.Top!.Origin));
        Assert.Equal(PowerState.Off, outlet.Desired?.Wanted);
        Assert.Contains(outlet.Recent, h => h is { What: "ended", Origin: "max-on" });
        Assert.Empty(ReportDecision.Decide(house, Said(house, PowerState.Off, EndCause.MaxOn), Morning));
    }

    [Fact]
    public void What_the_plugs_actor_ended_by_itself_was_done_by_max_on_and_not_by_nobody()
    {
        var house = Iron();
        house = house.After(house.Run(PowerState.On, null, "iron"));
        house = house.Hear(Said(house, PowerState.On));
        house = house.Hear(Said(house, PowerState.Off, EndCause.MaxOn));
        Assert.Contains(house.Outlet("iron").Recent, h => h is { What: "observed", To: PowerState.Off, Origin: "max-on" });
    }

    [Fact]
    public void Only_a_later_intent_ends_what_safety_forced()
    {
        var house = Iron(PowerState.On);
        house = house.Hear(Said(house, PowerState.Off, EndCause.MaxOn));
        Assert.Null(CommandDecision.Release(house, [new OutletName("iron")], Anna, Morning));
        house = house.Apply(Listed(PowerState.On));
        Assert.Equal(PowerState.Off, house.Outlet("iron").Desired?.Wanted);

        house = house.After(house.Run(PowerState.On, Duration.FromMinutes(5), "iron"));
        Assert.Equal(PowerState.On, house.Outlet("iron").Desired?.Wanted);
        Assert.Null(house.Outlet("iron").Intents.Safety);
    }

    [Fact]
    public void A_schedules_word_ends_it_too_and_taking_one_back_does_not()
    {
        var slots = IntentSlots.Empty.With(Layer.Safety, new Intent(PowerState.Off, Origin.MaxOn, Morning));
        Assert.Null(slots.With(Layer.Schedule, new Intent(PowerState.On, new Origin("schedule:dusk"), Morning)).Safety);
        Assert.NotNull(slots.With(Layer.Schedule, null).Safety);
        Assert.NotNull(slots.With(Layer.Manual, null).Safety);
    }

    [Fact]
    public void A_word_that_is_newer_than_the_report_stands()
    {
        var house = Iron();
        house = house.After(house.Run(PowerState.On, null, "iron"));
        var report = Said(house, PowerState.Off, EndCause.MaxOn);
        house = house.After(house.Run(PowerState.On, null, "iron"));
        Assert.Equal(PowerState.On, house.Hear(report).Outlet("iron").Desired?.Wanted);
    }

    [Fact]
    public void Since_when_it_is_on_is_remembered_where_there_is_a_limit_and_told_to_an_actor_that_begins_anew()
    {
        var house = Iron();
        var since = Morning - Duration.FromMinutes(7);
        var report = Said(house, PowerState.On);
        report = report with { Outlets = [report.Outlets[0] with { OnSince = since, Armed = new ArmedTimer(since + Most, PowerState.Off) }] };
        house = house.Hear(report);
        Assert.Empty(ReportDecision.Decide(house, report, Morning));
        Assert.Equal(since + Most, house.Outlet("iron").Limit);
        var told = CommandDecision.Assign(house, house.Plug("iron")).Outlets.Single();
        Assert.Equal(Most, told.MaxOn);
        Assert.Equal((since, new ArmedTimer(since + Most, PowerState.Off)), (told.Memory?.OnSince, told.Memory?.Armed));

        var again = report with { Outlets = [report.Outlets[0] with { OnSince = since + Duration.FromMinutes(1) }] };
        Assert.Equal(since + Duration.FromMinutes(1) + Most, house.Hear(again).Outlet("iron").Limit);
        Assert.Single(house.Hear(again).Outlet("iron").Recent);
    }

    [Fact]
    public void A_limit_in_time_that_the_plug_has_carried_out_is_over_whatever_the_houses_clock_says()
    {
        var house = Iron();
        house = house.After(house.Run(PowerState.On, Duration.FromHours(1), "iron"));
        house = house.Hear(Said(house, PowerState.Off, EndCause.Until));
        Assert.Equal((PowerState.Off, DesiredBy.End), (house.Outlet("iron").Desired?.Wanted, house.Outlet("iron").Desired?.By));
    }

    [Fact]
    public void What_tripped_stays_so_when_another_intent_ends_and_until_somebody_asks()
    {
        var house = Iron(PowerState.On);
        house = house.After(house.Run(PowerState.On, Duration.FromHours(1), "iron"));
        var report = Said(house, PowerState.On);
        house = house.Hear(report);
        house = house.Hear(report with { Outlets = [report.Outlets[0] with { State = PowerState.Off, Cause = ChangeCause.Protection }] });
        Assert.Equal(house.Outlet("iron").DesiredRevision, Memory(house)?.TrippedAt);
        house = house.After(CommandDecision.End(house, Morning + Duration.FromHours(2)));
        Assert.Equal((PowerState.On, DesiredBy.End), (house.Outlet("iron").Desired!.Wanted, house.Outlet("iron").Desired!.By));
        Assert.Equal(house.Outlet("iron").DesiredRevision, Memory(house)?.TrippedAt);
        house = house.After(house.Run(PowerState.On, null, "iron"));
        Assert.Null(Memory(house)?.TrippedAt);
    }

    [Fact]
    public void A_persons_countdown_is_followed_by_its_own_name()
    {
        var house = Iron();
        house = house.After(house.Run(PowerState.On, null, "iron"));
        house = house.Hear(Said(house, PowerState.Off).With(new Press(OutletSlot.Whole, PowerState.Off, Morning, Origin.ForeignCountdown)));
        Assert.Equal(Origin.ForeignCountdown, house.Outlet("iron").Intents.Manual?.Origin);
        Assert.DoesNotContain(house.Outlet("iron").Recent, h => h.What == "press");
    }

    [Fact]
    public void The_limit_of_a_strip_is_each_outlets_and_an_outlet_may_have_its_own()
    {
        var house = Of(Plug("desk", 1) with
        {
            MaxOn = Most,
            Outlets = [new OutletDefinition("iron", new OutletSlot(1), null, [], null, Duration.FromMinutes(20)), new OutletDefinition("lamp", new OutletSlot(2), null, [], null)],
        });
        Assert.Equal((Duration.FromMinutes(20), Most), (house.Outlet("desk.iron").MaxOn, house.Outlet("desk.lamp").MaxOn));
        var revision = house.Plug("desk").AssignmentRevision;
        house = house.Apply(Plug("desk", 1) with { Outlets = [new OutletDefinition("iron", new OutletSlot(1), null, [], null), new OutletDefinition("lamp", new OutletSlot(2), null, [], null)] });
        Assert.Null(house.Outlet("desk.iron").MaxOn);
        Assert.True(house.Plug("desk").AssignmentRevision > revision);
    }

    [Fact]
    public void An_outlet_that_a_strip_shows_and_its_file_does_not_name_has_the_files_limit_and_base()
    {
        var house = Of(Plug("desk", 1) with
        {
            MaxOn = Most,
            Base = PowerState.Off,
            Outlets = [new OutletDefinition("iron", new OutletSlot(1), null, [], null)],
        });
        house = house.After(new OutletsLearnt(Morning, house.Plug("desk").Id, [.. Enumerable.Range(1, 3).Select(slot => new LearntOutlet(new OutletSlot(slot), $"{slot}"))]));
        Assert.Equal([Most, Most, Most], house.Plug("desk").Outlets.Values.Select(outlet => outlet.MaxOn));
        Assert.Equal([PowerState.Off, PowerState.Off, PowerState.Off], house.Plug("desk").Outlets.Values.Select(outlet => outlet.Intents.Base?.Wanted));
        Assert.True(house.Outlet("desk.2").DesiredRevision > 0);
    }

    private static HouseState Iron(PowerState? wanted = null) => Of(Listed(wanted));

    private static PlugDefinition Listed(PowerState? wanted) => Plug("iron", 1) with { Base = wanted, MaxOn = Most };

    private static OutletMemory? Memory(HouseState house) => CommandDecision.Assign(house, house.Plug("iron")).Outlets.Single().Memory;

    private static PlugReport Said(HouseState house, PowerState state, EndCause? over = null)
    {
        var report = house.Report(house.Plug("iron").Id, "", (0, state));
        return report with { Outlets = [report.Outlets[0] with { Revision = house.Outlet("iron").Desired?.Revision ?? 0, Over = over }] };
    }
}
