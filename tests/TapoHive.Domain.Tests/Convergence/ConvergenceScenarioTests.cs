using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>What becomes of a wish while plugs and networks do what they do.</summary>
public sealed class ConvergenceScenarioTests
{
    [Fact]
    public void A_wish_is_carried_out_and_read_back()
    {
        var hive = new PlugSimulation();
        var revision = hive.Want(PowerState.On);
        hive.RunSeconds(1);
        Assert.True(hive.Converged());
        Assert.Equal(revision, hive.Outlet().ProvenRevision);
        Assert.Single(hive.Sends);
        Assert.Equal([SessionPhase.Unpaired, SessionPhase.Handshaken, SessionPhase.LoggedIn], hive.Phases);
    }

    [Fact]
    public void A_plug_that_is_right_already_is_proven_and_never_commanded()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.Off);
        hive.RunSeconds(60);
        Assert.True(hive.Converged());
        Assert.Empty(hive.Sends);
    }

    [Fact]
    public void Nothing_is_switched_where_nobody_wants_anything()
    {
        var hive = new PlugSimulation();
        hive.Repeat();
        hive.RunSeconds(60);
        Assert.Equal(PowerState.Off, hive.Outlet().Reported);
        Assert.Empty(hive.Sends);
    }

    [Fact]
    public void A_quiet_plug_is_polled_at_the_pace_of_the_policy()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On);
        hive.RunSeconds(10);
        hive.Effects.Clear();
        hive.Run(Duration.FromMinutes(10));
        Assert.InRange(hive.Effects.Count, 35, 45);
        Assert.All(hive.Effects, e => Assert.IsType<PlugEffect.Read>(e.Effect));
    }

    [Fact]
    public void A_reading_asked_for_while_another_is_under_way_is_made_after_it()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        hive.Observe(new PlugFact.ReadingRequested());
        hive.Run(Duration.FromMilliseconds(5));
        Assert.IsType<PlugEffect.Read>(hive.State.UnderWay);
        hive.Effects.Clear();
        hive.Observe(new PlugFact.ReadingRequested());
        hive.RunSeconds(1);
        Assert.IsType<PlugEffect.Read>(Assert.Single(hive.Effects).Effect);
    }

    [Fact]
    public void The_ok_of_the_device_is_not_evidence()
    {
        var hive = new PlugSimulation();
        hive.Plug.SwitchFaults.Enqueue(SwitchFault.AcknowledgedNotApplied);
        hive.Plug.SwitchFaults.Enqueue(SwitchFault.AcknowledgedNotApplied);
        var revision = hive.Want(PowerState.On);
        hive.Run(Duration.FromMilliseconds(300));
        Assert.Single(hive.Effects, e => e.Effect is PlugEffect.Send);
        Assert.NotEqual(revision, hive.Outlet().ProvenRevision);
        hive.RunSeconds(10);
        Assert.True(hive.Converged());
        Assert.Equal(3, hive.Sends.Count());
    }

    [Fact]
    public void A_relay_that_never_follows_is_told_after_the_second_attempt_and_tried_ever_more_slowly()
    {
        var hive = new PlugSimulation();
        for (var i = 0; i < 1000; i++)
        {
            hive.Plug.SwitchFaults.Enqueue(SwitchFault.AcknowledgedNotApplied);
        }

        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        Assert.Equal(FailureKind.Transient, hive.Outlet().Problem?.Kind);
        hive.Run(Duration.FromMinutes(10));
        var gaps = hive.Sends.Zip(hive.Sends.Skip(1), (a, b) => b - a).ToList();
        Assert.True(gaps[^1] >= Duration.FromSeconds(30));
        Assert.InRange(hive.Sends.Count(), 10, 30);
        hive.Plug.SwitchFaults.Clear();
        hive.RunSeconds(40);
        Assert.True(hive.Converged());
        Assert.Null(hive.Outlet().Problem);
    }

    [Theory]
    [InlineData(nameof(SwitchFault.DroppedBeforeApplying))]
    [InlineData(nameof(SwitchFault.DroppedAfterApplying))]
    [InlineData(nameof(SwitchFault.AppliedLate))]
    [InlineData(nameof(SwitchFault.Busy))]
    public void A_command_whose_answer_is_missing_is_made_good(string fault)
    {
        var hive = new PlugSimulation();
        hive.Plug.SwitchFaults.Enqueue(Enum.Parse<SwitchFault>(fault));
        hive.Want(PowerState.On);
        hive.RunSeconds(12);
        Assert.True(hive.Converged());
        Assert.Empty(hive.Presses);
    }

    [Fact]
    public void A_timed_out_command_that_lands_after_a_newer_wish_is_no_press_and_is_undone()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.Off);
        hive.RunSeconds(2);
        hive.Plug.SwitchFaults.Enqueue(SwitchFault.AppliedLate);
        hive.Want(PowerState.On);
        hive.Run(Duration.FromMilliseconds(100));
        hive.Want(PowerState.Off);
        hive.RunSeconds(20);
        Assert.Empty(hive.Presses);
        Assert.True(hive.Converged());
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Fact]
    public void A_timed_out_command_that_lands_after_a_repetition_succeeded_is_no_press()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.Off);
        hive.RunSeconds(2);
        hive.Plug.SwitchFaults.Enqueue(SwitchFault.AppliedLate);
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        hive.Want(PowerState.Off);
        hive.RunSeconds(20);
        Assert.Empty(hive.Presses);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Fact]
    public void A_newer_wish_during_an_exchange_is_proven_by_a_later_reading_only()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On);
        hive.After(Duration.FromMilliseconds(85), () => hive.Want(PowerState.On));
        hive.RunSeconds(1);
        Assert.True(hive.Converged());
        Assert.Equal(2, hive.Outlet().ProvenRevision);
    }

    [Fact]
    public void A_late_intent_is_not_applied_and_its_end_always_is()
    {
        var hive = new PlugSimulation();
        hive.Plug.Relays[0] = PowerState.On;
        hive.Plug.Dark = true;
        hive.Want(PowerState.On, length: Duration.FromMinutes(2), then: PowerState.Off);
        hive.RunSeconds(150);
        hive.Plug.Dark = false;
        hive.Plug.Relays[0] = PowerState.On;
        hive.Run(Duration.FromMinutes(3));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        Assert.All(hive.Effects.Select(e => e.Effect).OfType<PlugEffect.Send>(), send => Assert.Equal(PowerState.Off, Assert.Single(send.Commands).Wanted));
    }

    [Fact]
    public void An_end_is_carried_out_on_the_second_even_while_the_house_is_elsewhere()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On, length: Duration.FromSeconds(31), then: PowerState.Off);
        hive.RunSeconds(30.9);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
        hive.RunSeconds(0.2);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        hive.Run(Duration.FromMinutes(10));
        Assert.Equal(2, hive.Sends.Count());
    }

    [Fact]
    public void An_intent_that_ended_before_it_could_be_carried_out_is_never_called_proven()
    {
        var hive = new PlugSimulation();
        hive.Plug.Dark = true;
        var revision = hive.Want(PowerState.On, length: Duration.FromSeconds(5), then: PowerState.Off);
        hive.RunSeconds(10);
        hive.Plug.Dark = false;
        hive.Run(Duration.FromMinutes(3));
        Assert.Equal(SessionPhase.LoggedIn, hive.State.Phase);
        Assert.NotEqual(revision, hive.Outlet().ProvenRevision);
    }

    [Fact]
    public void A_reboot_is_no_press_and_desired_wins_after_it()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        hive.Plug.Reboot(PowerState.Off);
        hive.RunSeconds(30);
        Assert.Empty(hive.Presses);
        Assert.True(hive.Converged());
    }

    [Fact]
    public void A_tripped_protection_is_never_switched_on_again_by_itself_but_by_a_newer_wish()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        hive.Plug.Trip();
        hive.Run(Duration.FromMinutes(5));
        hive.Plug.HasSession = false;
        hive.Run(Duration.FromMinutes(5));
        Assert.Single(hive.Sends);
        Assert.Empty(hive.Presses);
        Assert.Equal(FailureKind.Unsupported, hive.Outlet().Problem?.Kind);
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        Assert.Null(hive.Outlet().Problem);
    }

    [Fact]
    public void A_protection_that_cleared_by_a_hand_at_the_button_rests_no_longer()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        hive.Plug.Trip();
        hive.Run(Duration.FromMinutes(1));
        hive.Plug.Protections.Clear();
        hive.Press();
        hive.RunSeconds(5);
        hive.Plug.Reboot(PowerState.Off);
        hive.RunSeconds(60);
        Assert.True(hive.Converged());
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
    }

    [Fact]
    public void An_answer_about_an_outlet_that_went_away_meanwhile_is_harmless()
    {
        var hive = new PlugSimulation();
        hive.Plug.SwitchFaults.Enqueue(SwitchFault.DroppedBeforeApplying);
        hive.Want(PowerState.On);
        hive.Run(Duration.FromMilliseconds(65));
        Assert.IsType<PlugEffect.Send>(hive.State.UnderWay);
        hive.Reassign(a => a with { Outlets = [new(new OutletSlot(1), null)] });
        hive.RunSeconds(5);
        Assert.DoesNotContain(OutletSlot.Whole, hive.Assignment.Outlets.Select(o => o.Slot));
        Assert.Equal(SessionPhase.LoggedIn, hive.State.Phase);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(600)]
    public void A_clock_set_back_does_not_freeze_a_plug(int minutes)
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.Off);
        hive.RunSeconds(20);
        hive.SetClockBack(Duration.FromMinutes(minutes));
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        hive.Plug.Dark = true;
        hive.RunSeconds(120);
        hive.SetClockBack(Duration.FromMinutes(minutes));
        hive.Plug.Dark = false;
        hive.Want(PowerState.Off);
        hive.RunSeconds(80);
        Assert.True(hive.Converged());
        hive.Effects.Clear();
        hive.Run(Duration.FromMinutes(5));
        Assert.InRange(hive.Effects.Count, 15, 30);
    }
}
