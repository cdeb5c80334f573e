using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Tests;

public sealed class TelemetryInboxTests
{
    private static readonly Instant Morning = Instant.FromUtc(2026, 1, 5, 8, 0);
    private static readonly Mac Mac = Mac.FromBits(0x00005E005301UL);
    private static readonly HouseOutlet Lamp = new(new HouseName("home"), new OutletKey(PlugId.FromText("lamp"), OutletSlot.Whole));
    private readonly TelemetryInbox _inbox = new();

    [Fact]
    public void A_look_at_the_relay_alone_leaves_what_the_meter_counted()
    {
        _inbox.Add(Looked(Sample(new Power(60_000)) with { Month = new ElectricEnergy(249) }));
        _inbox.Add(Looked(Sample(new Power(0))));

        Assert.Equal((new Power(0), new ElectricEnergy(249)), (_inbox.LastOf(Lamp.Key)!.Power, _inbox.LastOf(Lamp.Key)!.Month));
    }

    [Fact]
    public void Of_an_earlier_life_what_was_counted_is_known_and_not_what_flowed()
    {
        _inbox.Recall([new KnownMeter(Lamp, new MeterState(Sample(new Power(60_000)) with { Month = new ElectricEnergy(249) }))]);

        Assert.Equal((null, new ElectricEnergy(249)), (_inbox.LastOf(Lamp.Key)!.Power, _inbox.LastOf(Lamp.Key)!.Month));
    }

    [Fact]
    public void Of_a_relay_that_was_open_in_the_end_what_was_counted_before_is_known()
    {
        var told = Sample(new Power(60_000)) with { Month = new ElectricEnergy(249) };

        _inbox.Recall([new KnownMeter(Lamp, new MeterState(Sample(new Power(0)), new CountBase(told, default, Count: 3)))]);

        Assert.Equal(new ElectricEnergy(252), _inbox.LastOf(Lamp.Key)!.Month);
    }

    [Fact]
    public void What_this_life_saw_is_not_put_back()
    {
        _inbox.Add(Looked(Sample(new Power(5_000)) with { Month = new ElectricEnergy(250) }));
        _inbox.Recall([new KnownMeter(Lamp, new MeterState(Sample(new Power(60_000)) with { Month = new ElectricEnergy(249) }))]);

        Assert.Equal((new Power(5_000), new ElectricEnergy(250)), (_inbox.LastOf(Lamp.Key)!.Power, _inbox.LastOf(Lamp.Key)!.Month));
    }

    private static EnergySample Sample(Power power) => new(Mac, Morning, Duration.FromSeconds(30), power);

    private static TelemetryItem.Looked Looked(EnergySample sample) => new(Lamp, sample);
}
