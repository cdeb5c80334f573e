using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>Ends are armed on the plug's own countdown, so that they come even if the hive does not live to see them.</summary>
public sealed class CountdownTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    [Fact]
    public void An_end_is_armed_and_read_back_before_the_outlet_counts_as_converged()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On, length: Minute, then: PowerState.Off);
        for (var i = 0; i < 200 && !hive.Converged(); i++)
        {
            hive.RunSeconds(0.01);
        }

        Assert.True(hive.Converged());
        Assert.True(hive.Plug.Timers.ContainsKey(0));
    }

    [Fact]
    public void The_plug_ends_it_alone()
    {
        var hive = On(Minute);
        hive.Plug.Advance(hive.Plug.Time + Minute);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Fact]
    public void What_is_armed_is_not_armed_again()
    {
        var hive = On(Duration.FromMinutes(30));
        hive.Plug.HasSession = false;
        hive.Effects.Clear();
        hive.Run(Duration.FromMinutes(29));
        var commands = hive.Effects.Select(e => e.Effect).OfType<PlugEffect.SetTimers>().SelectMany(e => e.Commands).ToList();
        Assert.IsType<TimerCommand.Look>(Assert.Single(commands));
    }

    [Fact]
    public void Another_end_is_armed_anew_and_none_is_removed()
    {
        var hive = On(Minute);
        hive.Want(PowerState.On, length: Duration.FromMinutes(10), then: PowerState.Off);
        hive.RunSeconds(1);
        Assert.True(hive.Converged());
        Assert.Equal(Duration.FromMinutes(10), hive.Plug.Timers[0].Delay);
        hive.Want(PowerState.On);
        hive.RunSeconds(1);
        Assert.True(hive.Converged());
        Assert.Empty(hive.Plug.Timers);
        hive.Run(Minute * 20);
        Assert.Single(hive.Plug.Movements);
    }

    [Fact]
    public void An_off_for_a_while_is_armed_too()
    {
        var hive = On(null);
        hive.Want(PowerState.Off, length: Minute, then: PowerState.On);
        hive.RunSeconds(2);
        Assert.Equal(PowerState.On, hive.Plug.Timers[0].Then);
    }

    [Fact]
    public void An_end_that_changes_nothing_is_not_armed()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On, length: Minute, then: PowerState.On);
        hive.RunSeconds(2);
        Assert.True(hive.Converged());
        Assert.Empty(hive.Plug.Timers);
    }

    [Fact]
    public void An_end_further_off_than_a_countdown_can_be_is_armed_when_it_is_near_enough()
    {
        var hive = On(Duration.FromHours(26));
        Assert.Empty(hive.Plug.Timers);
        hive.Run(Duration.FromHours(3));
        Assert.True(hive.Plug.Timers.ContainsKey(0));
    }

    [Fact]
    public void A_plug_without_a_countdown_is_asked_once_and_the_hive_ends_it()
    {
        var hive = new PlugSimulation(new SimulatedPlug { HasCountdown = false });
        hive.Want(PowerState.On, length: Duration.FromMinutes(5), then: PowerState.Off);
        hive.RunSeconds(2);
        Assert.True(hive.Converged());
        hive.Run(Duration.FromMinutes(6));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        Assert.Single(hive.Effects, e => e.Effect is PlugEffect.SetTimers);
    }

    [Fact]
    public void A_countdown_that_says_yes_and_forgets_is_given_up()
    {
        var hive = new PlugSimulation(new SimulatedPlug { ForgetsTimers = true });
        hive.Want(PowerState.On, length: Duration.FromMinutes(5), then: PowerState.Off);
        hive.RunSeconds(20);
        Assert.True(hive.Converged());
        Assert.InRange(hive.Effects.Count(e => e.Effect is PlugEffect.SetTimers), 2, 5);
    }

    [Fact]
    public void A_countdown_that_fires_a_moment_early_makes_no_flicker()
    {
        var hive = On(Minute);
        hive.After(Duration.FromSeconds(50), () =>
        {
            hive.Plug.Advance(hive.Plug.Timers[0].EndsAt - Duration.FromSeconds(2.5));
            hive.Plug.Arm(Duration.FromSeconds(0.5), PowerState.Off);
        });
        hive.Run(Minute * 3);
        Assert.Equal([PowerState.On, PowerState.Off], hive.Plug.Movements.Select(m => m.To));
        Assert.Empty(hive.Presses);
    }

    [Fact]
    public void A_persons_countdown_that_ends_sooner_is_left_alone_and_its_firing_is_respected()
    {
        var hive = On(null);
        hive.Plug.Arm(Minute, PowerState.Off);
        hive.Want(PowerState.On, length: Duration.FromMinutes(10), then: PowerState.Off);
        hive.RunSeconds(2);
        Assert.True(hive.Converged());
        Assert.Equal(Minute, hive.Plug.Timers[0].Delay);
        hive.Run(Duration.FromMinutes(15));
        Assert.Equal([PowerState.On, PowerState.Off], hive.Plug.Movements.Select(m => m.To));
        Assert.Equal(Origin.ForeignCountdown, Assert.Single(hive.Presses).Origin);
    }

    [Fact]
    public void A_persons_countdown_that_would_come_too_late_makes_room()
    {
        var hive = On(null);
        hive.Plug.Arm(Duration.FromHours(1), PowerState.Off);
        hive.Want(PowerState.On, length: Minute, then: PowerState.Off);
        hive.RunSeconds(2);
        Assert.Equal(Minute, hive.Plug.Timers[0].Delay);
    }

    [Fact]
    public void A_hive_that_starts_anew_removes_its_own_countdown_where_it_is_no_longer_wanted_and_nobody_elses()
    {
        var hive = On(Duration.FromMinutes(30));
        var ours = hive.Outlet().Timer.Ours;
        hive.Restart(Minute, new OutletMemory(Armed: ours));
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        Assert.Empty(hive.Plug.Timers);

        hive.Plug.Arm(Duration.FromHours(2), PowerState.Off);
        hive.Restart(Minute, new OutletMemory(Armed: ours));
        hive.RunSeconds(5);
        Assert.NotEmpty(hive.Plug.Timers);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_nothing_longer()
    {
        var hive = new PlugSimulation(new SimulatedPlug { HasCountdown = false });
        hive.Want(PowerState.On, length: Minute, then: PowerState.Off);
        hive.RunSeconds(10);
        hive.SetClockBack(Duration.FromHours(1));
        hive.RunSeconds(49);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
        hive.RunSeconds(2);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        hive.RunSeconds(5);
        Assert.Equal(EndCause.Until, hive.State.Report(1, hive.Now).Outlets[0].Over);
        hive.Run(Duration.FromHours(2));
        Assert.Equal(2, hive.Plug.Movements.Count);
    }

    [Fact]
    public void A_clock_that_is_set_forward_ends_it_at_once()
    {
        var hive = On(Minute);
        hive.SetClock(Duration.FromHours(1));
        hive.RunSeconds(1);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Fact]
    public void An_end_that_came_while_the_plug_was_dark_is_carried_out_when_it_is_back()
    {
        var hive = new PlugSimulation(new SimulatedPlug { HasCountdown = false });
        hive.Want(PowerState.On, length: Minute, then: PowerState.Off);
        hive.RunSeconds(5);
        hive.Plug.Dark = true;
        hive.Run(Duration.FromHours(1));
        hive.Plug.Dark = false;
        hive.Run(Minute * 2);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    private static PlugSimulation On(Duration? length)
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On, length: length, then: length is null ? null : PowerState.Off);
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        return hive;
    }
}
