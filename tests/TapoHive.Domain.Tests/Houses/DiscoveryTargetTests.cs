using System.Net;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Tests.Houses;

public sealed class DiscoveryTargetTests
{
    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.7", true)]
    [InlineData("192.0.2.0/24", "192.0.3.7", false)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("192.0.2.255", "192.0.2.8", true)]
    [InlineData("192.0.2.255", "192.0.3.8", false)]
    [InlineData("127.255.255.255", "127.20.0.1", true)]
    [InlineData("255.255.255.255", "10.0.0.1", true)]
    [InlineData("broadcast", "192.0.2.7", false)]
    [InlineData("own-subnets", "192.0.2.7", false)]
    [InlineData("192.0.2.0/24", "::1", false)]
    public void A_target_covers_who_can_have_been_found_by_it(string target, string host, bool covered) =>
        Assert.Equal(covered, DiscoveryTarget.FromText(target).Covers(IPAddress.Parse(host)));
}
