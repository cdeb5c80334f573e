using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Plugs;

namespace TapoHive.Monitoring.Tests;

public sealed class OutletFigureTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 7, 10, 12, 0);

    [Theory]
    [InlineData(0, 60.5)]
    [InlineData(50, 60.5)]
    [InlineData(51, null)]
    [InlineData(86_400, null)]
    public void What_flows_is_shown_as_long_as_the_meter_is_looked_at(int seconds, double? watts)
    {
        var look = new EnergySample(Mac.Parse("00-00-5E-00-53-01"), Noon, Duration.FromSeconds(15), new Power(60_500));

        Assert.Equal(watts, OutletGauges.Watts(look, Noon + Duration.FromSeconds(seconds)));
        Assert.Null(OutletGauges.Watts(null, Noon));
    }
}
