using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Houses;

/// <summary>A device that a file lists by its address and that discovery finds is one plug.</summary>
public sealed class TwinTests
{
    private static readonly PlugDefinition Desk = Plug("desk") with { Host = PlugAddress.FromText("192.0.2.7") };

    [Fact]
    public void A_file_that_lists_the_address_of_a_found_plug_means_that_plug_and_keeps_what_is_asked_of_it()
    {
        var house = ApplyTests.Adopted(Of(), 7, "Fan");
        house = house.After(house.Run(PowerState.On, null, "fan")).Apply(Desk);
        Assert.Equal((Membership.Listed, MacOf(7)), (Assert.Single(house.Plugs.Values).Membership, house.Plug("desk").Identity.Mac));
        Assert.Equal(PowerState.On, house.Outlet("desk").Desired?.Wanted);
    }

    [Fact]
    public void Where_the_found_plug_is_in_trouble_its_address_may_be_anothers_by_now()
    {
        var house = ApplyTests.Adopted(Of(), 7, "Fan");
        house = house.After(new TroubleBegan(Morning, house.Plug("fan").Id, null, Failures.FailureKind.Dark, "It does not answer.")).Apply(Desk);
        Assert.Equal(2, house.Plugs.Count);

        // The address is told to be the fan's after all.
        house = house.After(house.Run(PowerState.On, null, "fan")).See(Sighting(7));
        Assert.Equal(MacOf(7), Assert.Single(house.Plugs.Values).Identity.Mac);
        Assert.Equal(PowerState.On, house.Outlet("desk").Desired?.Wanted);
    }

    [Fact]
    public void A_listed_plug_that_tells_the_hardware_address_of_a_found_one_is_that_one()
    {
        var house = ApplyTests.Adopted(Of(Plug("desk") with { Host = PlugAddress.FromText("192.0.2.31") }), 7, "Fan");
        Assert.Equal(2, house.Plugs.Count);
        var report = house.Report(house.Plug("desk").Id, "Fan", (0, PowerState.On));
        house = house.Hear(report with { Identity = new PlugIdentity(MacOf(7), new DeviceId("8022")) });
        Assert.Equal(("desk", MacOf(7)), (Assert.Single(house.Plugs.Values).Name.Value, house.Plug("desk").Identity.Mac));
    }

    [Fact]
    public void A_plug_listed_by_its_address_where_another_listed_plug_answers_learns_nothing_of_it()
    {
        var house = Of(Plug("lamp", 7), Desk);
        var report = house.Report(house.Plug("desk").Id, "Lamp", (0, PowerState.On)) with { Identity = new PlugIdentity(MacOf(7), new DeviceId("8022")) };
        Assert.Equal("lamp", ReportDecision.OtherPlugOf(house, report)?.Name.Value);

        house = house.Hear(report);

        Assert.Null(house.Plug("desk").Identity.Mac);
        Assert.Null(house.Outlet("desk").Observed);
        Assert.Equal(Failures.FailureKind.WrongDevice, house.Plug("desk").Problem?.Kind);
        Assert.Contains("is plug 'lamp' of this house", house.Plug("desk").Problem!.Message, StringComparison.Ordinal);
        Assert.Empty(ReportDecision.Decide(house, report, Morning));
    }

    [Theory]
    [InlineData("192.0.2.7", 4433, 1)]
    [InlineData("192.0.2.7:80", 4433, 1)]
    [InlineData("192.0.2.7:18001", 18001, 1)]
    [InlineData("192.0.2.7:18001", 18002, 2)]
    public void A_port_that_a_file_gives_is_meant(string host, int port, int plugs)
    {
        var offer = new SightedTransport.Offered(new TransportOffer(Transport.Klap, port));
        var house = Of(Plug("desk") with { Host = PlugAddress.FromText(host) }).See(Sighting(7) with { Offer = offer });
        Assert.Equal(plugs, house.Plugs.Count);
    }
}
