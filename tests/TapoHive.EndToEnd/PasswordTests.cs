using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>A password that is wrong must not lock anybody out.</summary>
public sealed class PasswordTests
{
    [Fact]
    public async Task A_wrong_password_is_tried_at_one_plug_and_never_again_until_it_is_put_right()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("aes=3,klap=2,klap1=1");
        await using var home = new Home();
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs), password: "wrong horse");
        await RejectedAsync(home, plugs);
        for (var restart = 0; restart < 2; restart++)
        {
            if (restart == 0)
            {
                await hive.StopAsync();
            }
            else
            {
                await hive.KillAsync();
            }

            await hive.UpAgainAsync();
            await RejectedAsync(home, plugs);
        }

        // One plug proves the password for all. A P100 that does not say which form of the login it takes is asked in both.
        var logins = plugs.All.Select(static plug => EmulatedPlugs.Count(plug, "login_device")).Where(static count => count > 0).ToList();
        Assert.InRange(Assert.Single(logins), 1, 2);
        Assert.All(plugs.All, static plug => Assert.Equal(0, EmulatedPlugs.Count(plug, "handshake2")));
        var switched = (await home.AskAsync("on", "all")).Exits(6);
        Assert.All(switched.Outlets.Values, static outlet => Assert.Equal("credentials-rejected", Outlet.ProblemCode(outlet)));
        Assert.Contains("password", (await home.TypeAsync("status")).Exits(0).Out);

        home.Write("password", EmulatedPlugs.Password + "\n");
        await hive.StopAsync();
        await hive.UpAgainAsync();

        await new Watch(home).AllShowAsync(plugs.All.Count, Outlet.IsFine, "are fine");
    }

    [Fact]
    public async Task A_password_that_is_not_there_is_asked_for()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("aes=1,klap=1");
        await using var home = new Home();
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs), password: "");

        var watch = new Watch(home);
        await watch.AllShowAsync(2, static outlet => Outlet.ProblemCode(outlet) == "credentials-rejected", "say that there is no password");
        Assert.All(watch.Now.Values, static outlet => Assert.Contains("is empty; write the password into it", Outlet.ProblemMessage(outlet)));

        home.Write("password", EmulatedPlugs.Password);
        await hive.StopAsync();
        await hive.UpAgainAsync();
        await new Watch(home).AllShowAsync(2, Outlet.IsFine, "are fine");
    }

    private static async Task RejectedAsync(Home home, EmulatedPlugs plugs)
    {
        var watch = new Watch(home);
        await watch.AllShowAsync(plugs.All.Count, static outlet => Outlet.ProblemCode(outlet) == "credentials-rejected", "refuse the password");
        Assert.All(watch.Now.Values, static outlet => Assert.Contains("assword", Outlet.ProblemMessage(outlet)));
        await watch.Process.DisposeAsync();
    }
}
