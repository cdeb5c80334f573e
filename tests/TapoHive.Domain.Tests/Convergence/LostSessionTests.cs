using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>Sessions end, are forgotten and are taken by others: what is wanted is carried out all the same.</summary>
public sealed class LostSessionTests
{
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
}
