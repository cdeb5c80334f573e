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
    public void A_session_is_renewed_before_it_ends_and_nobody_notices()
    {
        var hive = new PlugSimulation();
        hive.Plug.SessionLifetime = Duration.FromMinutes(5);
        hive.Want(PowerState.On);
        hive.Run(Duration.FromMinutes(16));
        Assert.Equal(4, hive.Connects.Count());
        Assert.Null(hive.State.Problem);
        Assert.Single(hive.Sends);
    }

    [Fact]
    public void A_session_the_plug_forgot_is_renewed_at_once()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.Off);
        hive.RunSeconds(2);
        hive.Plug.HasSession = false;
        hive.Want(PowerState.On);
        hive.RunSeconds(0.2);
        Assert.True(hive.Converged());
        Assert.Null(hive.State.Problem);
    }

    [Fact]
    public void Sessions_that_keep_getting_lost_are_renewed_with_growing_patience_and_told_as_a_rival()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.Off);
        hive.RunSeconds(1);
        for (var i = 0; i < 600; i++)
        {
            hive.After(Duration.FromMilliseconds(i * 100), () =>
            {
                hive.Plug.HasSession = false;
                hive.Observe(new PlugFact.ReadingRequested());
            });
        }

        hive.RunSeconds(59);
        Assert.InRange(hive.Connects.Count(), 4, 10);
        Assert.NotNull(hive.State.Report(1, hive.Now).Notice);
        hive.Run(Duration.FromMinutes(10));
        Assert.Equal(SessionPhase.LoggedIn, hive.State.Phase);
    }

    [Fact]
    public void A_command_is_carried_out_promptly_however_often_a_rival_took_the_session_lately()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.Off);
        hive.RunSeconds(1);
        for (var i = 0; i < 8; i++)
        {
            hive.Plug.HasSession = false;
            hive.Want(i % 2 == 0 ? PowerState.On : PowerState.Off);
            hive.RunSeconds(3);
            Assert.True(hive.Converged(), $"command {i}");
        }
    }

    [Fact]
    public void A_plug_whose_sessions_end_the_moment_they_begin_is_no_busy_loop()
    {
        var hive = new PlugSimulation();
        hive.Plug.SessionLifetime = Duration.Zero;
        hive.Want(PowerState.On);
        hive.Run(Duration.FromMinutes(1));
        Assert.True(hive.Converged());
        Assert.InRange(hive.Connects.Count(), 1, 10);
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
    public void The_outlets_of_a_strip_are_switched_together_and_each_is_proven()
    {
        var hive = new PlugSimulation(Strip());
        hive.Want(PowerState.On, 1);
        hive.Want(PowerState.On, 3);
        hive.RunSeconds(1);
        Assert.True(hive.Converged(1));
        Assert.True(hive.Converged(3));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[2]);
        Assert.Single(hive.Sends);
    }

    [Fact]
    public void A_strip_whose_list_lags_behind_its_sockets_is_believed_when_it_has_caught_up_and_nothing_of_it_is_a_press()
    {
        var hive = new PlugSimulation(Strip());
        hive.Want(PowerState.Off, 1);
        hive.RunSeconds(5);
        hive.Plug.SwitchFaults.Enqueue(SwitchFault.ShownLate);
        hive.Want(PowerState.On, 1);
        hive.Want(PowerState.On, 2);
        hive.RunSeconds(20);
        Assert.True(hive.Converged(1));
        Assert.True(hive.Converged(2));
        Assert.Empty(hive.Presses);
        Assert.Null(hive.Outlet(1).Problem);
        Assert.Equal(2, hive.Plug.Movements.Count);
    }

    [Fact]
    public void An_outlet_that_a_strip_does_not_show_is_told_and_switched_when_it_appears()
    {
        var hive = new PlugSimulation(Strip());
        hive.Plug.HiddenOutlets.Add(2);
        hive.Want(PowerState.On, 1);
        hive.Want(PowerState.On, 2);
        hive.Run(Duration.FromMinutes(1));
        Assert.True(hive.Converged(1));
        Assert.Equal(FailureKind.Unsupported, hive.Outlet(2).Problem?.Kind);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[2]);
        hive.Plug.HiddenOutlets.Clear();
        hive.RunSeconds(10);
        Assert.True(hive.Converged(2));
        Assert.Null(hive.Outlet(2).Problem);
    }

    [Fact]
    public void A_house_that_repeats_itself_does_not_make_a_missing_outlet_flicker()
    {
        var hive = new PlugSimulation(Strip());
        hive.Plug.HiddenOutlets.Add(2);
        hive.Repeat();
        hive.RunSeconds(20);
        var problem = hive.Outlet(2).Problem;
        Assert.NotNull(problem);
        hive.Repeat();
        Assert.Equal(problem, hive.Outlet(2).Problem);
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

    internal static SimulatedPlug Strip()
    {
        var plug = new SimulatedPlug();
        plug.Relays.Clear();
        plug.Relays[1] = plug.Relays[2] = plug.Relays[3] = PowerState.Off;
        return plug;
    }
}
