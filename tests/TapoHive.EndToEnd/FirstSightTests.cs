using TapoHive.EndToEnd.Houses;

namespace TapoHive.EndToEnd;

/// <summary>What a newcomer sees first. A demonstration of its own: elsewhere tests look at the relays past the hive, which costs
/// the plugs their sessions.</summary>
public sealed class FirstSightTests(Demo demo) : IClassFixture<Demo>
{
    [Fact]
    public async Task A_second_terminal_sees_every_plug_logged_in()
    {
        var status = (await demo.Home.AskAsync("status")).Exits(0);

        Assert.Equal(Demo.Outlets, status.Outlets.Count);
        Assert.All(status.Outlets.Values, static outlet => Assert.True(Outlet.IsLoggedIn(outlet), outlet.ToJsonString()));
    }
}
