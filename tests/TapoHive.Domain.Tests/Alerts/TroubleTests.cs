using NodaTime;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Alerts;

/// <summary>When a person is told, and when that it is over.</summary>
public sealed class TroubleTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly HouseState House = AlertedHouse.Of(AlertedHouse.Usual, Plug("heater", 1), Plug("lamp", 2));

    [Fact]
    public void A_plug_in_trouble_is_told_once_its_time_is_over_and_not_before()
    {
        var dark = House.Dark(Morning, "heater");

        Assert.Equal(Morning + Minute, TroubleDecision.NextDue(dark, AlertedHouse.Long, Morning));
        Assert.Empty(TroubleDecision.Decide(dark, AlertedHouse.Long, Morning + Minute - Duration.Epsilon));
        var item = Assert.Single(dark.Due(Morning + Minute).Untold());
        Assert.Equal((AlertKind.NotConverged, "heater", "dark", Morning), (item.Kind, item.Subject, item.Code, item.Since));
    }

    [Fact]
    public void What_was_raised_is_not_raised_again()
    {
        var raised = House.Dark(Morning, "heater").Due(Morning + Minute);

        Assert.Null(TroubleDecision.NextDue(raised, AlertedHouse.Long, Morning + Minute));
        Assert.Empty(TroubleDecision.Decide(raised, AlertedHouse.Long, Morning + (Minute * 1000)));
    }

    [Fact]
    public void What_heals_in_time_is_nobodys_business() =>
        Assert.Null(TroubleDecision.NextDue(House.Dark(Morning, "heater").Well(Morning + Duration.FromSeconds(59), "heater"), AlertedHouse.Long, Morning + Minute));

    [Fact]
    public void That_it_healed_is_told_to_whoever_was_to_be_told_that_it_began()
    {
        var healed = House.Dark(Morning, "heater").Due(Morning + Minute).Well(Morning + (Minute * 2), "heater").Due(Morning + (Minute * 2));

        Assert.Equal([AlertKind.NotConverged, AlertKind.Healed], healed.Untold().Select(item => item.Kind));
        Assert.Equal((AlertKind.Healed, 1), Assert.Single(healed.Message(Morning)!.Groups) is var only ? (only.Kind, only.Count) : default);
    }

    [Fact]
    public void An_outlet_that_is_in_another_state_than_it_should_be_is_told_though_nothing_failed()
    {
        var asked = House.After(new StatesObserved(Morning, [new StateObserved(House.Plug("heater").Id, OutletSlot.Whole, PowerState.On, Morning, "first reading")]));
        asked = asked.After(asked.Run(PowerState.Off, null, "heater"));

        var item = Assert.Single(asked.Due(Morning + Minute).Untold());

        Assert.Equal(("heater", "not-proven", PowerState.Off, PowerState.On), (item.Subject, item.Code, item.Wanted, item.Reported));
    }

    [Fact]
    public void An_outlet_that_changed_lately_has_its_time_too()
    {
        var asked = House.After(House.Run(PowerState.On, null, "lamp"));
        var late = Morning + Minute - Duration.FromSeconds(1);
        asked = asked.After(new StatesObserved(late, [new StateObserved(House.Plug("lamp").Id, OutletSlot.Whole, PowerState.Off, late, "unknown")]));

        Assert.Equal(late + Minute, TroubleDecision.NextDue(asked, AlertedHouse.Long, late));
    }

    [Fact]
    public void An_outlet_that_is_as_it_should_be_is_well()
    {
        var seen = House.After(House.Run(PowerState.On, null, "lamp"))
            .After(new StatesObserved(Morning, [new StateObserved(House.Plug("lamp").Id, OutletSlot.Whole, PowerState.On, Morning, "operator:anna")]));

        Assert.Null(TroubleDecision.NextDue(seen, AlertedHouse.Long, Morning));
    }

    [Fact]
    public void Of_a_plug_that_went_dark_an_outlets_trouble_neither_begins_nor_ends()
    {
        var asked = House.After(House.Run(PowerState.On, null, "lamp")).Due(Morning + Minute);
        Assert.Single(asked.Untold());

        var dark = asked.Dark(Morning + Minute, "lamp").Due(Morning + Minute);

        Assert.Single(dark.Untold());
        Assert.Equal(["lamp", "lamp"], dark.Due(Morning + (Minute * 2)).Untold().Select(item => item.Subject));
    }

    [Fact]
    public void A_plug_that_is_back_and_not_as_it_should_be_is_told_of_again_and_heals_once_it_is()
    {
        var (back, right) = (Morning + (Minute * 3), Morning + (Minute * 5));
        var dark = House.After(House.Run(PowerState.On, null, "lamp")).Due(Morning + Minute).Dark(Morning + Minute, "lamp").Due(Morning + (Minute * 2));

        var answers = dark.Well(back, "lamp").Due(back);

        // It has the time that everybody has to come round.
        Assert.Equal(["not-proven", "dark"], answers.Untold().Select(item => item.Code));
        Assert.Equal(back + Minute, TroubleDecision.NextDue(answers, AlertedHouse.Long, back));
        var late = answers.Due(back + Minute);
        Assert.Equal((AlertKind.NotConverged, "not-proven"), (late.Untold()[^1].Kind, late.Untold()[^1].Code));
        Assert.Contains("It should be on", late.Message(back + Minute)!.Summary, StringComparison.Ordinal);
        var over = Seen(late, right).Due(right);
        Assert.Equal((AlertKind.Healed, 1), (Assert.Single(over.Message(right)!.Groups).Kind, over.Message(right)!.Groups[0].Count));
        Assert.Null(TroubleDecision.NextDue(over, AlertedHouse.Long, right));
    }

    [Fact]
    public void A_plug_that_is_back_and_comes_round_is_told_to_have_healed_once_it_did()
    {
        var (back, right) = (Morning + (Minute * 3), Morning + (Minute * 3) + Duration.FromSeconds(1));
        var dark = House.After(House.Run(PowerState.On, null, "lamp")).Dark(Morning, "lamp").Due(Morning + Minute);

        var answers = dark.Well(back, "lamp").Due(back);

        Assert.Single(answers.Untold());
        Assert.Equal([AlertKind.NotConverged, AlertKind.Healed], Seen(answers, right).Due(right).Untold().Select(item => item.Kind));
    }

    [Fact]
    public void A_refused_account_is_told_at_once()
    {
        var refused = House.Troubled(FailureKind.CredentialsRejected, "It refuses the account.", Morning, "heater");

        Assert.Equal(AlertKind.Quarantined, Assert.Single(refused.Due(Morning).Untold()).Kind);
    }

    [Fact]
    public void A_trouble_that_turned_into_another_is_told_anew_and_heals_once()
    {
        var (turned, over) = (Morning + (Minute * 5), Morning + (Minute * 6));
        var refused = House.Dark(Morning, "heater").Due(Morning + Minute).Troubled(FailureKind.CredentialsRejected, "It refuses the account.", turned, "heater");

        Assert.Equal(turned, TroubleDecision.NextDue(refused, AlertedHouse.Long, turned));
        var told = refused.Due(turned);
        Assert.Equal([AlertKind.NotConverged, AlertKind.Quarantined], told.Untold().Select(item => item.Kind));
        Assert.Null(TroubleDecision.NextDue(told, AlertedHouse.Long, turned));
        var healed = told.Well(over, "heater").Due(over);
        Assert.Equal(AlertKind.Healed, healed.Untold()[^1].Kind);
        Assert.Equal((3, told.Untold()[^1].Code), (healed.Untold().Length, healed.Untold()[^1].Code));
    }

    [Fact]
    public void A_plug_that_answers_now_and_then_and_not_well_is_told_once()
    {
        var told = House.Dark(Morning, "heater").Due(Morning + Minute);
        var turned = told.Troubled(FailureKind.Transient, "It breaks the connection off.", Morning + (Minute * 5), "heater");

        Assert.Null(TroubleDecision.NextDue(turned, AlertedHouse.Long, Morning + (Minute * 5)));
        Assert.Single(turned.Due(Morning + (Minute * 10)).Untold());
    }

    [Fact]
    public void After_a_restart_plugs_have_a_moment_to_answer_before_old_news_are_told()
    {
        var dark = House.Dark(Morning, "heater");
        var awake = Morning + (Minute * 10);

        Assert.Equal(awake + Duration.FromSeconds(20), TroubleDecision.NextDue(dark, awake, awake));
        Assert.Empty(dark.Well(awake + Duration.FromSeconds(3), "heater").Due(awake + Minute, awake).Untold());
    }

    [Fact]
    public void A_plug_that_has_said_nothing_yet_after_a_restart_has_not_healed()
    {
        var dark = House.Dark(Morning, "heater");
        var heater = dark.Plug("heater").Id;
        var report = dark.Report(heater, "Heater", (0, PowerState.Off));

        Assert.Empty(ReportDecision.Decide(dark, report with { ReadAt = null, Phase = Domain.Plugs.SessionPhase.Unpaired, Outlets = [] }, Morning).OfType<TroubleEnded>());
        Assert.Single(ReportDecision.Decide(dark, report, Morning).OfType<TroubleEnded>());
    }

    [Fact]
    public void A_trouble_that_many_share_is_told_as_soon_as_the_first_of_them_is_due()
    {
        var street = AlertedHouse.Streets(40);
        var names = Enumerable.Range(1, 40).Select(number => $"p{number}").ToArray();
        for (var second = 0; second < 40; second++)
        {
            street = street.Dark(Morning + Duration.FromSeconds(second), names[second]);
        }

        Assert.Equal(40, street.Due(Morning + Minute).Untold().Length);
    }

    [Fact]
    public void What_was_asked_for_this_very_moment_is_none_of_many()
    {
        var at = Morning + Minute;
        var street = AlertedHouse.Streets(6);
        street = street.After(street.Run(PowerState.On, null, "p1"));
        street = street.After(street.Run(PowerState.On, null, "p2", "p3", "p4", "p5", "p6") with { At = at });

        var raised = street.Due(at);

        Assert.Equal("p1", Assert.Single(raised.Untold()).Subject);
        Assert.Equal(at + Minute, TroubleDecision.NextDue(raised, AlertedHouse.Long, at));
        Assert.Equal(6, raised.Due(at + Minute).Untold().Length);
    }

    [Fact]
    public void Of_a_few_each_has_its_own_time() => Assert.Single(
        House.Dark(Morning, "heater").Dark(Morning + Duration.FromSeconds(30), "lamp").Due(Morning + Minute).Untold());

    [Fact]
    public void A_plug_that_left_the_house_is_in_no_trouble_of_its()
    {
        var left = House.Dark(Morning, "heater").Due(Morning + Minute)
            .After(new HouseApplied(Morning + Minute, Definition(Plug("lamp", 2)) with { Notify = AlertedHouse.Usual }, "hillside.conf", "2"))
            .Due(Morning + Minute);

        Assert.Empty(left.Alerts!.Standing);
        Assert.Contains("not of this house", left.Untold()[^1].Message, StringComparison.Ordinal);
        Assert.Equal("heater", left.Untold()[^1].Subject);
    }

    [Fact]
    public void A_house_that_tells_nobody_remembers_nothing_of_it()
    {
        var silent = Hillside.Of(Plug("heater", 1)).Dark(Morning, "heater").Due(Morning + Minute);

        Assert.Null(silent.Alerts);
        Assert.Null(House.Dark(Morning, "heater").Due(Morning + Minute).Apply(Plug("heater", 1)).Alerts);
    }

    [Theory]
    [InlineData(SkipReason.Late, true)]
    [InlineData(SkipReason.NothingMatched, true)]
    [InlineData(SkipReason.Ordered, true)]
    [InlineData(SkipReason.Paused, false)]
    [InlineData(SkipReason.Calendar, false)]
    [InlineData(SkipReason.Superseded, false)]
    [InlineData(SkipReason.NotBegun, false)]
    public void An_occurrence_that_was_skipped_is_told_where_that_is_news(SkipReason reason, bool told)
    {
        var skipped = House.After(new OccurrencesSkipped(Morning, [new SkippedOccurrence(new ScheduleName("dusk"), OccurrenceKey.FromText("2026-01-05"), Morning, reason)]));

        Assert.Equal(told ? ["dusk"] : [], skipped.Untold().Select(item => item.Subject));
    }

    [Fact]
    public void Rivals_and_fights_are_told_once_in_a_while()
    {
        var heater = House.Plug("heater").Id;
        var report = House.Report(heater, "Heater", (0, PowerState.Off)) with { RivalAt = Morning };
        report = report with { Outlets = [report.Outlets[0] with { FightAt = Morning }] };

        var first = House.After(ReportDecision.Decide(House, report, Morning));
        var again = first.After(ReportDecision.Decide(first, report with { RivalAt = Morning + Minute }, Morning + Minute));

        Assert.Equal([AlertKind.Rival, AlertKind.Fight], again.Untold().Select(item => item.Kind));
        Assert.Equal(["heater", "heater"], again.Untold().Select(item => item.Subject));
    }

    private static HouseState Seen(HouseState state, Instant at) =>
        state.After(new StatesObserved(at, [new StateObserved(House.Plug("lamp").Id, OutletSlot.Whole, PowerState.On, at, "operator:anna")]));
}
