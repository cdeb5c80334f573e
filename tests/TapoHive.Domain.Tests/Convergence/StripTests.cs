using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>What becomes of wishes for the outlets of a strip, which shares one session among them and shows them in a list.</summary>
public sealed class StripTests
{
    [Fact]
    public void The_outlets_of_a_strip_are_switched_together_and_each_is_proven()
    {
        var hive = new PlugSimulation(ThreeOutlets());
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
        var hive = new PlugSimulation(ThreeOutlets());
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
        var hive = new PlugSimulation(ThreeOutlets());
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
        var hive = new PlugSimulation(ThreeOutlets());
        hive.Plug.HiddenOutlets.Add(2);
        hive.Repeat();
        hive.RunSeconds(20);
        var problem = hive.Outlet(2).Problem;
        Assert.NotNull(problem);
        hive.Repeat();
        Assert.Equal(problem, hive.Outlet(2).Problem);
    }

    internal static SimulatedPlug ThreeOutlets()
    {
        var plug = new SimulatedPlug();
        plug.Relays.Clear();
        plug.Relays[1] = plug.Relays[2] = plug.Relays[3] = PowerState.Off;
        return plug;
    }
}
