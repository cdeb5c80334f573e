using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>What is not a person: each is recognised for what it is, and none is followed (DESIGN 4, rule 3).</summary>
public sealed class ChangeCauseTests
{
    [Fact]
    public void A_command_that_lands_late()
    {
        var hive = Settled(PowerState.On);
        hive.Plug.SwitchFaults.Enqueue(SwitchFault.AppliedLate);
        hive.Want(PowerState.Off);
        hive.RunSeconds(1);
        hive.Want(PowerState.On);
        hive.RunSeconds(60);
        Assert.Empty(hive.Presses);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
    }

    [Fact]
    public void A_command_from_before_a_restart_that_lands_after_it()
    {
        var hive = Settled(PowerState.On);
        hive.Restart(Duration.FromSeconds(5), new OutletMemory(Formerly: PowerState.Off, FormerlyAt: hive.Now));
        hive.RunSeconds(3);
        hive.Plug.Press();
        hive.RunSeconds(30);
        Assert.Empty(hive.Presses);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);

        hive.RunSeconds(60);
        hive.Press();
        hive.RunSeconds(30);
        Assert.Single(hive.Presses);
    }

    [Fact]
    public void Power_that_comes_back_with_a_default_state()
    {
        var hive = Settled(PowerState.Off);
        hive.RunSeconds(20);
        hive.Plug.Reboot(PowerState.On);
        hive.Plug.Dark = true;
        hive.RunSeconds(40);
        hive.Plug.Dark = false;
        var causes = new List<ChangeCause?>();
        for (var i = 0; i < 12_000; i++)
        {
            hive.RunSeconds(0.01);
            causes.Add(hive.Outlet().Cause);
        }

        Assert.Empty(hive.Presses);
        Assert.Contains(ChangeCause.Reboot, causes);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Fact]
    public void A_change_while_nobody_was_watching()
    {
        var hive = Settled(PowerState.On);
        hive.Plug.HasSession = false;
        hive.Plug.Press();
        for (var i = 0; i < 3000 && hive.Outlet().Reported == PowerState.On; i++)
        {
            hive.RunSeconds(0.01);
        }

        Assert.Equal(ChangeCause.Unwatched, hive.Outlet().Cause);
        Assert.Empty(hive.Presses);
    }

    [Fact]
    public void A_protection()
    {
        var hive = Settled(PowerState.On);
        hive.Plug.Trip();
        hive.RunSeconds(60);
        Assert.Equal(ChangeCause.Protection, hive.Outlet().Cause);
        Assert.Empty(hive.Presses);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Fact]
    public void A_protection_is_overruled_by_a_person_and_by_no_end_of_another_intent()
    {
        var hive = Settled(PowerState.On);
        hive.Plug.Trip();
        hive.RunSeconds(30);
        hive.Reassign(a => a with { Outlets = [.. a.Outlets.Select(o => o with { Desired = o.Desired! with { Revision = 50, By = DesiredBy.End } })] });
        hive.Plug.Protections.Clear();
        hive.Run(Duration.FromMinutes(10));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        Assert.Equal(FailureKind.Unsupported, hive.Outlet().Problem?.Kind);

        hive.Reassign(a => a with { Outlets = [.. a.Outlets.Select(o => o with { Desired = o.Desired! with { Revision = 60, By = DesiredBy.Intent } })] });
        hive.RunSeconds(5);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);
        Assert.Null(hive.Outlet().Problem);
    }

    [Fact]
    public void A_protection_that_tripped_before_a_restart_is_not_overruled_by_it()
    {
        var hive = Settled(PowerState.On);
        hive.Plug.Trip();
        hive.RunSeconds(30);
        hive.Plug.Protections.Clear();
        hive.Restart(Duration.FromMinutes(5), new OutletMemory(TrippedAt: hive.Outlet().Desired!.Revision));
        hive.Run(Duration.FromMinutes(10));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        Assert.NotNull(hive.Outlet().Problem);
    }

    [Fact]
    public void Our_own_countdown()
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On, length: Duration.FromMinutes(1), then: PowerState.Off);
        hive.RunSeconds(5);
        var ours = hive.Outlet().Timer.Ours;
        hive.Restart(Duration.FromMinutes(5), new OutletMemory(Armed: ours));
        hive.RunSeconds(5);
        Assert.Equal(ChangeCause.Countdown, hive.Outlet().Cause);
        Assert.Equal(2, hive.Plug.Movements.Count);
    }

    [Fact]
    public void An_outlet_that_does_not_exist_is_not_looked_for_for_ever()
    {
        var hive = new PlugSimulation(StripTests.ThreeOutlets());
        hive.Reassign(a => a with { Outlets = [.. a.Outlets, new OutletAssignment(new OutletSlot(9), new Desired(PowerState.On, 1))] });
        hive.Run(Duration.FromMinutes(2));
        hive.Effects.Clear();
        hive.Run(Duration.FromMinutes(10));
        Assert.InRange(hive.Effects.Count, 30, 50);
    }

    private static PlugSimulation Settled(PowerState wanted)
    {
        var hive = new PlugSimulation();
        hive.Want(wanted);
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        return hive;
    }
}
