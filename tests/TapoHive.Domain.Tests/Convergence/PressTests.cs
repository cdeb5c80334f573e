using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>Somebody at the plug: followed once, or driven back a few times (DESIGN 4, rule 3).</summary>
public sealed class PressTests
{
    [Fact]
    public void A_press_is_followed_exactly_once()
    {
        var hive = Settled(PressPolicy.Follow);
        hive.Press();
        hive.Run(Duration.FromMinutes(10));
        var press = Assert.Single(hive.Presses);
        Assert.Equal(PowerState.Off, press.State);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        Assert.True(hive.Converged());
        Assert.Single(hive.Sends);
    }

    [Fact]
    public void A_press_where_nobody_wants_anything_is_told()
    {
        var hive = new PlugSimulation();
        hive.Repeat();
        hive.RunSeconds(5);
        hive.Press();
        hive.RunSeconds(5);
        Assert.Equal(PowerState.On, Assert.Single(hive.Presses).State);
        Assert.True(hive.Converged());
    }

    [Fact]
    public void The_last_of_two_quick_presses_counts()
    {
        var hive = Settled(PressPolicy.Follow);
        hive.Press();
        hive.RunSeconds(0.03);
        hive.Press();
        hive.Run(Duration.FromMinutes(2));
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
        Assert.Equal(PowerState.On, hive.Presses[^1].State);
        hive.Plug.Reboot(PowerState.Off);
        hive.Run(Duration.FromMinutes(1));
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
    }

    [Fact]
    public void A_press_that_a_house_no_longer_follows_does_not_bind_the_plug_for_ever()
    {
        var hive = Settled(PressPolicy.Follow);
        hive.Press();
        hive.RunSeconds(0.03);
        Assert.Single(hive.Presses);
        hive.Reassign(a => a with { Press = PressPolicy.Enforce });
        hive.RunSeconds(30);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
    }

    [Fact]
    public void A_change_during_a_gap_is_no_press_and_desired_wins()
    {
        var hive = Settled(PressPolicy.Follow);
        hive.Plug.HasSession = false;
        hive.Plug.Press();
        hive.RunSeconds(30);
        Assert.Empty(hive.Presses);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
    }

    [Fact]
    public void Under_enforce_a_press_is_driven_back_at_once()
    {
        var hive = Settled(PressPolicy.Enforce);
        hive.Press();
        hive.RunSeconds(1);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
        Assert.Null(hive.Outlet().Problem);
    }

    [Fact]
    public void Under_enforce_nobody_is_fought_more_than_three_times_in_any_minute()
    {
        var hive = Settled(PressPolicy.Enforce);
        hive.RunSeconds(70);
        for (var i = 0; i < 60; i++)
        {
            hive.After(Duration.FromSeconds(i * 5), () =>
            {
                if (hive.Plug.Relays[0] == PowerState.On)
                {
                    hive.Press();
                }
            });
        }

        var settled = hive.Sends.Count();
        hive.RunSeconds(30);
        Assert.NotNull(hive.Outlet().Problem);
        hive.RunSeconds(280);
        var sends = hive.Sends.Skip(settled).ToList();
        Assert.True(sends.Count >= 6, "A fight is taken up again after a minute.");
        Assert.All(sends, (at, i) => Assert.True(i < 3 || at - sends[i - 3] >= Duration.FromMinutes(1), $"Four times within {at - sends[Math.Max(0, i - 3)]}."));
        hive.Run(Duration.FromMinutes(4));
        Assert.True(hive.Converged());
        Assert.Null(hive.Outlet().Problem);
    }

    [Fact]
    public void A_new_wish_ends_a_fight_at_once()
    {
        var hive = Settled(PressPolicy.Enforce);
        for (var i = 0; i < 4; i++)
        {
            hive.Press();
            hive.RunSeconds(1);
        }

        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        hive.Want(PowerState.On);
        hive.RunSeconds(1);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
    }

    [Fact]
    public void Presses_that_nobody_records_do_not_pile_up()
    {
        var state = Settled(PressPolicy.Follow).State;
        var plug = new SimulatedPlug();
        var now = Instant.FromUtc(2026, 1, 5, 9, 0);
        for (var i = 0; i < 200; i++)
        {
            plug.Press();
            state = PlugObservation.Observe(state with { Outlets = state.Outlets }, new PlugFact.ReadingObserved(plug.Read()), PlugPolicy.Usual, now + Duration.FromSeconds(i));
        }

        Assert.InRange(state.Presses.Length, 1, 32);
        Assert.Equal(plug.Relays[0], state.Presses[^1].State);
    }

    private static PlugSimulation Settled(PressPolicy press)
    {
        var hive = new PlugSimulation(press: press);
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        return hive;
    }
}
