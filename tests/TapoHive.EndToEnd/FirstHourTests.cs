using System.Globalization;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Text;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>A new user: from an empty folder to a plug that is proven to be on, and names that the shell completes.</summary>
public sealed class FirstHourTests
{
    [Fact]
    public async Task From_nothing_to_a_proven_switch()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=2");
        await using var home = new Home();
        var secret = home.Write("secret", EmulatedPlugs.Password);
        var file = Path.Combine(home.Folder, "house.conf");

        var made = (await home.AskAsync(
            "init", file, "--username", EmulatedPlugs.Username, "--password-file", secret, "--zone", "Europe/London",
            "--target", "127.255.255.255", "--port", plugs.House.DiscoveryPort.ToString(CultureInfo.InvariantCulture))).Exits(0).Json;
        Assert.Equal("proven", (string?)made["account"]);

        var up = home.Start("up", "--house", file);
        await up.SaysAsync(static line => line.Contains("Stop: Ctrl-C", StringComparison.Ordinal), "the hive takes commands");
        await new Watch(home).LoggedInAsync(2);
        var name = Slug.Of(plugs[1].Name);
        (await home.TypeAsync("on", name)).Exits(0);
        Assert.Equal(PowerState.On, plugs[1].Power);

        var doctor = (await home.AskAsync("doctor", name)).Exits(0).Json;
        Assert.Equal("ok", (string?)doctor["checks"]!.AsArray().Single(static check => (string?)check!["check"] == "converged")!["verdict"]);

        (await home.TypeAsync("status")).Exits(0);
        Assert.Contains(name, (await home.TypeAsync("[complete]", $"tapohive why {name[..2]}")).Exits(0).Out);
    }
}
