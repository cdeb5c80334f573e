using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary><c>max-on</c>: nothing is on for longer, and only a later intent switches it on again (DESIGN 4, rule 7).</summary>
public sealed class MaxOnTests
{
    private static readonly Duration Most = Duration.FromMinutes(20);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void What_has_been_on_for_long_enough_goes_off_and_stays_off(bool hasCountdown, bool tellsOnTime)
    {
        var hive = On(hasCountdown, tellsOnTime);
        var on = hive.Plug.Movements.Single().At;
        hive.Run(Most + Duration.FromMinutes(5));
        Assert.Equal([PowerState.On, PowerState.Off], hive.Plug.Movements.Select(m => m.To));
        Assert.InRange((hive.Plug.Movements[1].At - on - Most).TotalSeconds, -1.5, 1.5);
        Assert.Equal(EndCause.MaxOn, hive.Outlet().Over);

        hive.Repeat();
        hive.Plug.HasSession = false;
        hive.Run(Duration.FromMinutes(5));
        hive.Plug.Reboot(PowerState.Off);
        hive.Run(Duration.FromMinutes(5));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        Assert.Empty(hive.Presses);

        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        hive.Run(Most);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Fact]
    public void It_counts_from_when_the_plug_says_it_was_switched_on()
    {
        var hive = new PlugSimulation();
        hive.Plug.OnFor(Most - Duration.FromMinutes(1));
        hive.Limit(Most);
        hive.Want(PowerState.On);
        hive.RunSeconds(50);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
        hive.RunSeconds(20);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Fact]
    public void It_ends_also_what_nobody_asked_for()
    {
        var hive = new PlugSimulation();
        hive.Plug.OnFor(Duration.FromHours(3));
        hive.Limit(Most);
        hive.RunSeconds(2);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        Assert.Equal(EndCause.MaxOn, hive.State.Report(1, hive.Now).Outlets[0].Over);
    }

    [Fact]
    public void Asking_once_more_while_it_is_on_does_not_make_it_longer()
    {
        var hive = On();
        hive.Run(Most - Duration.FromMinutes(2));
        hive.Want(PowerState.On);
        hive.Run(Duration.FromMinutes(3));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_press_that_the_house_cannot_judge_is_not_on_for_longer_either(bool hasCountdown)
    {
        var hive = On(hasCountdown);
        hive.Want(PowerState.Off);
        hive.RunSeconds(5);
        hive.HouseIsSilent = true;
        hive.Press();
        hive.RunSeconds(5);
        Assert.Equal((PowerState.On, true), (hive.Plug.Relays[0], hive.Outlet().IsPressed));
        var pressed = hive.Plug.Movements[^1].At;
        hive.Run(Most + Duration.FromMinutes(1));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        Assert.InRange((hive.Plug.Movements[^1].At - pressed - Most).TotalSeconds, -1.5, 1.5);
    }

    [Fact]
    public void Off_and_on_again_counts_anew()
    {
        var hive = On();
        hive.Run(Most / 2);
        hive.Want(PowerState.Off);
        hive.RunSeconds(1);
        hive.Want(PowerState.On);
        hive.Run(Most - Duration.FromMinutes(1));
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
        hive.Run(Duration.FromMinutes(2));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Fact]
    public void The_shorter_of_both_ends_is_the_one_that_is_armed()
    {
        var hive = new PlugSimulation();
        hive.Limit(Most);
        hive.Want(PowerState.On, length: Duration.FromMinutes(5), then: PowerState.Off);
        hive.RunSeconds(5);
        Assert.InRange((hive.Plug.Timers[0].EndsAt - hive.Plug.Time).TotalMinutes, 4.8, 5);
        hive.Want(PowerState.On, length: Duration.FromHours(5), then: PowerState.Off);
        hive.RunSeconds(5);
        Assert.InRange((hive.Plug.Timers[0].EndsAt - hive.Plug.Time).TotalMinutes, 19.5, 20);
    }

    [Fact]
    public void A_plug_that_was_dark_at_the_end_goes_off_as_soon_as_it_is_back()
    {
        var hive = On(hasCountdown: false);
        hive.Plug.Dark = true;
        hive.Run(Most * 2);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
        hive.Plug.Dark = false;
        hive.Run(Duration.FromMinutes(2));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        Assert.Single(hive.Plug.Movements, m => m.To == PowerState.On);
    }

    [Fact]
    public void A_hive_that_was_dead_when_the_countdown_fired_does_not_switch_on_again()
    {
        var hive = On();
        var memory = new OutletMemory(hive.Outlet().OnSince, hive.Outlet().Timer.Ours);
        hive.Restart(Most * 2, memory);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        hive.Run(Duration.FromMinutes(10));
        Assert.Single(hive.Plug.Movements, m => m.To == PowerState.On);
        var report = hive.State.Report(1, hive.Now).Outlets[0];
        Assert.Equal((EndCause.MaxOn, ChangeCause.Countdown), (report.Over, report.Cause));
    }

    [Fact]
    public void Without_a_countdown_a_hive_that_is_back_late_switches_off_at_once()
    {
        var hive = On(hasCountdown: false);
        hive.Restart(Most * 2, new OutletMemory(hive.Outlet().OnSince));
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
        hive.RunSeconds(2);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        hive.Run(Duration.FromMinutes(10));
        Assert.Single(hive.Plug.Movements, m => m.To == PowerState.On);
    }

    [Fact]
    public void A_word_that_came_after_the_end_counts_even_if_the_hive_never_saw_the_end()
    {
        var hive = On();
        hive.Plug.Dark = true;
        hive.Run(Most * 2);
        hive.Want(PowerState.On);
        hive.Plug.Dark = false;
        hive.Run(Duration.FromMinutes(2));
        Assert.True(hive.Converged());
    }

    private static PlugSimulation On(bool hasCountdown = true, bool tellsOnTime = true)
    {
        var hive = new PlugSimulation(new SimulatedPlug { HasCountdown = hasCountdown, TellsOnTime = tellsOnTime });
        hive.Limit(Most);
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        Assert.Equal(hasCountdown, hive.Plug.Timers.ContainsKey(0));
        return hive;
    }
}
