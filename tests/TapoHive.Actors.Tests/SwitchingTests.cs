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
        await house.UntilAllLoggedInAsync();

        var on = await house.SwitchAsync(SwitchVerb.On, "all");
        Assert.Equal(RunOutcome.Converged, on.Outcome);
        Assert.Equal(house.Plugs.Plugs.Sum(plug => plug.Outlets.Length), on.Outlets.Length);
        Assert.All(house.Plugs.Plugs.SelectMany(plug => plug.Outlets), outlet => Assert.Equal(PowerState.On, outlet.Power));

        var off = await house.SwitchAsync(SwitchVerb.Off, "all");
        Assert.Equal(RunOutcome.Converged, off.Outcome);
        Assert.All(house.Plugs.Plugs.SelectMany(plug => plug.Outlets), outlet => Assert.Equal(PowerState.Off, outlet.Power));
    }
}
