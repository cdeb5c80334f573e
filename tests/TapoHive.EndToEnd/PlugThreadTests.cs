using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>The whole way to each kind of plug, from being found to being switched, and again after it forgot its session.</summary>
public sealed class PlugThreadTests
{
    [Fact]
    public async Task A_P100_is_found_logged_into_and_switched()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("aes=2");
        await using var home = new Home();
        await Hive.UpAsync(home, HouseText.Of(plugs));
        var watch = new Watch(home);
        await watch.LoggedInAsync(2);

        (await home.TypeAsync("on", "all")).Exits(0);

        var status = (await home.AskAsync("status")).Exits(0).Outlets.Values;
        foreach (var plug in plugs.All)
        {
            Assert.Equal("P100", plug.Model);
            Assert.Equal(PowerState.On, plug.Power);
            Assert.Equal(["handshake", "login_device", "set_device_info"], Milestones(plug));
            var outlet = Assert.Single(status, outlet => (string?)outlet["mac"] == plug.Mac.ToString());
            Assert.Equal((plug.Id, "aes"), ((string?)outlet["id"], (string?)outlet["transport"]));
        }

        // Only an answer whose owner could be read, sealed for the RSA key of the probe, is of our account.
        var found = (await home.AskAsync("discover")).Exits(0).Json["sightings"]!.AsArray();
        Assert.Equal(2, found.Count);
        Assert.All(found, static sighting => Assert.Equal("ours", (string?)sighting!["owner"]));
    }

    [Theory]
    [InlineData("aes=2", "handshake")]
    [InlineData("klap=2", "handshake2")]
    [InlineData("klap1=1", "handshake2")]
    [InlineData("strip=1", "handshake2")]
    public async Task A_session_that_ends_is_renewed_without_anybody_noticing(string mix, string handshake)
    {
        await using var plugs = await EmulatedPlugs.StartAsync(mix);
        await using var home = new Home();
        await Hive.UpAsync(home, HouseText.Of(plugs));
        var watch = new Watch(home);
        var outlets = plugs.All.Sum(static plug => plug.Outlets.Length);
        await watch.LoggedInAsync(outlets);
        var first = plugs.All.Select(plug => EmulatedPlugs.Count(plug, handshake)).ToList();

        foreach (var plug in plugs.All)
        {
            plug.ForgetSessions();
        }

        (await home.TypeAsync("on", "all")).Exits(0);
        foreach (var plug in plugs.All)
        {
            plug.Inject(new Fault.Expired(), FaultScope.Once);
        }

        (await home.TypeAsync("off", "all")).Exits(0);

        Assert.True(plugs.AreAll(PowerState.Off));
        Assert.All(plugs.All, plug => Assert.Equal(2 * outlets / plugs.All.Count, plug.Movements.Count));
        Assert.All(
            plugs.All.Zip(first),
            pair => Assert.True(EmulatedPlugs.Count(pair.Item1, handshake) >= pair.Item2 + 2, "It was switched without a new handshake."));
        Assert.All(watch.Shown, static outlet => Assert.Null(outlet["problem"]));
    }

    // Each first time.
    private static IEnumerable<string> Milestones(EmulatedPlug plug) => plug.Requests
        .Select(static seen => seen.Method)
        .Where(static method => method is "handshake" or "login_device" or "set_device_info")
        .Distinct();
}
