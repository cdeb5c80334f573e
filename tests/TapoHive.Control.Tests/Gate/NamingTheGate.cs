using System.Net;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;

namespace TapoHive.Control.Tests.Gate;

public sealed class NamingTheGate
{
    [Theory]
    [InlineData("hive.example.net", "hive.example.net", 4711)]
    [InlineData("hive.example.net:80", "hive.example.net", 80)]
    [InlineData("192.0.2.1:80", "192.0.2.1", 80)]
    [InlineData("2001:db8::1", "2001:db8::1", 4711)]
    [InlineData("[2001:db8::1]:80", "2001:db8::1", 80)]
    public void A_name_may_carry_a_port(string text, string host, int port) =>
        Assert.Equal(new GateAddress(host, port), GateName.TryParse(text, 4711));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("hive:")]
    [InlineData("hive:0")]
    [InlineData("hive:70000")]
    [InlineData("hive:x")]
    [InlineData("http://hive")]
    public void What_is_no_name_is_none(string text) => Assert.Null(GateName.TryParse(text, 4711));

    [Fact]
    public void What_others_call_it_is_not_what_it_listens_on()
    {
        var options = new GateOptions(new DataFolder("nowhere")) { Bind = IPAddress.Any };

        Assert.Equal(new GateAddress(Dns.GetHostName(), 4711), GateName.Of(options, 4711));
        Assert.Equal(new GateAddress("hive.example.net", 80), GateName.Of(options with { Name = "hive.example.net:80" }, 4711));
        Assert.Equal(new GateAddress("192.0.2.1", 4711), GateName.Of(options with { Bind = IPAddress.Parse("192.0.2.1") }, 4711));
    }

    [Fact]
    public void What_keeps_others_away_is_said()
    {
        var options = new GateOptions(new DataFolder("nowhere"));

        Assert.Contains("this machine only", GateName.Obstacle(options), StringComparison.Ordinal);
        Assert.Contains("another port at each start", GateName.Obstacle(options with { Bind = IPAddress.Any }), StringComparison.Ordinal);
        Assert.Null(GateName.Obstacle(options with { Bind = IPAddress.Any, Port = 4711 }));
        Assert.Null(GateName.Obstacle(options with { Name = "hive.example.net" }));
    }
}
