using TapoHive.Actors.Messages;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Tests;

public sealed class SwitchingTests
{
    [Fact]
    public async Task Every_kind_of_plug_is_switched_and_read_back()
    {
        await using var house = await HiveHarness.StartAsync("aes=2,klap=3,klap1=1,strip=2");
        await house.UntilAsync(view => view.State.OutletsByName.Count == house.Plugs.Plugs.Sum(plug => plug.Outlets.Length));

        var on = await house.SwitchAsync(SwitchVerb.On, "all");
        Assert.Equal(RunOutcome.Converged, on.Outcome);
        Assert.Equal(house.Plugs.Plugs.Sum(plug => plug.Outlets.Length), on.Outlets.Length);
        Assert.All(house.Plugs.Plugs.SelectMany(plug => plug.Outlets), outlet => Assert.Equal(PowerState.On, outlet.Power));

        var off = await house.SwitchAsync(SwitchVerb.Off, "all");
        Assert.Equal(RunOutcome.Converged, off.Outcome);
        Assert.All(house.Plugs.Plugs.SelectMany(plug => plug.Outlets), outlet => Assert.Equal(PowerState.Off, outlet.Power));
    }

    [Fact]
    public async Task A_strip_that_has_not_shown_its_outlets_yet_is_switched_as_a_whole()
    {
        await using var house = await HiveHarness.StartAsync("strip=2");

        var run = await house.SwitchAsync(SwitchVerb.On, "all");

        Assert.True(run.Outcome == RunOutcome.Converged, string.Join("; ", run.Outlets));
        await house.UntilAsync(_ => house.Plugs.Plugs.SelectMany(plug => plug.Outlets).All(outlet => outlet.Power == PowerState.On));
    }
}
