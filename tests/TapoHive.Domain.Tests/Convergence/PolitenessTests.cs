using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>Plugs are small, and others use them too.</summary>
public sealed class PolitenessTests
{
    [Fact]
    public void A_plug_that_has_been_quiet_for_long_is_looked_at_less_often()
    {
        var hive = Settled();
        hive.Run(Duration.FromMinutes(20));
        hive.Effects.Clear();
        hive.Run(Duration.FromMinutes(10));
        Assert.InRange(hive.Effects.Count, 18, 23);
        hive.Press();
        hive.RunSeconds(1);
        hive.Effects.Clear();
        hive.Run(Duration.FromMinutes(10));
        Assert.InRange(hive.Effects.Count, 35, 46);
    }

    [Fact]
    public void Nobody_can_make_the_hive_ask_a_plug_without_end()
    {
        var hive = Settled();
        hive.Run(Duration.FromMinutes(1));
        hive.Effects.Clear();
        for (var i = 0; i < 3000; i++)
        {
            hive.After(Duration.FromMilliseconds(i * 100), () => hive.Want(hive.Plug.Relays[0].Opposite()));
        }

        hive.Run(Duration.FromMinutes(5));
        Assert.InRange(hive.Effects.Count, 300, 665);
        hive.Run(Duration.FromMinutes(1));
        Assert.True(hive.Converged());
    }

    [Theory]
    [InlineData(500, 15)]
    [InlineData(6_000, 15)]
    [InlineData(10_000, 25)]
    [InlineData(30_000, 75)]
    [InlineData(1_000_000, 100)]
    public void Plugs_that_share_an_account_are_polled_less_often_the_more_there_are(int plugs, int seconds)
    {
        var hive = Settled(plugs);
        hive.RunSeconds(seconds * 2);
        hive.Effects.Clear();

        hive.RunSeconds(seconds * 10);

        Assert.InRange(hive.Effects.Count, 9, 12);
    }

    [Fact]
    public void However_many_share_an_account_a_command_is_carried_out_and_proven_at_once()
    {
        var (few, many) = (Settled(), Settled(1_000_000));
        many.Run(Duration.FromMinutes(5));
        few.Run(Duration.FromMinutes(5));

        foreach (var hive in new[] { few, many })
        {
            hive.Want(PowerState.Off);
            hive.Run(Duration.FromMilliseconds(200));
            Assert.True(hive.Converged());
        }
    }

    [Fact]
    public void Patience_is_given_as_long_as_it_is_asked_for_whatever_is_wanted_meanwhile()
    {
        var hive = Settled();
        hive.Plug.HasSession = false;
        hive.Plug.AsksForPatience = Duration.FromSeconds(90);
        hive.Observe(new PlugFact.ReadingRequested());
        hive.RunSeconds(2);
        Assert.Equal(FailureKind.Busy, hive.State.Problem?.Kind);
        hive.Effects.Clear();
        hive.Want(PowerState.Off);
        hive.RunSeconds(85);
        Assert.Empty(hive.Effects);
        hive.Plug.AsksForPatience = null;
        hive.RunSeconds(10);
        Assert.True(hive.Converged());
    }

    [Fact]
    public void A_plug_that_stays_busy_gets_a_new_session()
    {
        var hive = Settled();
        for (var i = 0; i < 4; i++)
        {
            hive.Plug.SwitchFaults.Enqueue(SwitchFault.Busy);
        }

        var connects = hive.Connects.Count();
        hive.Want(PowerState.Off);
        hive.Run(Duration.FromMinutes(2));
        Assert.Equal(connects + 1, hive.Connects.Count());
        Assert.True(hive.Converged());
    }

    [Fact]
    public void A_rival_is_named_and_met_with_patience_and_forgotten_when_it_is_gone()
    {
        var hive = Settled();
        for (var i = 0; i < 60; i++)
        {
            hive.After(Duration.FromSeconds(i * 10), () => hive.Plug.HasSession = false);
        }

        hive.Run(Duration.FromMinutes(4));
        Assert.Contains("Another client", hive.State.Report(1, hive.Now).Notice, StringComparison.Ordinal);
        hive.Effects.Clear();
        hive.Run(Duration.FromMinutes(5));
        Assert.Contains("Another client", hive.State.Report(1, hive.Now).Notice, StringComparison.Ordinal);
        Assert.InRange(hive.Connects.Count(at => at > hive.Now - Duration.FromMinutes(5)), 3, 7);
        Assert.Null(hive.State.Problem);

        hive.Want(PowerState.Off);
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        hive.Run(Duration.FromMinutes(15));
        Assert.Null(hive.State.Report(1, hive.Now).Notice);
    }

    private static PlugSimulation Settled(int plugs = 1)
    {
        var hive = new PlugSimulation();
        hive.Reassign(told => told with { HousePlugs = plugs });
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        Assert.True(hive.Converged());
        return hive;
    }
}
