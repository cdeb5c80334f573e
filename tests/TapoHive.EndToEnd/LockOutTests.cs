using System.Text.Json.Nodes;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>Plugs that lock themselves after wrong passwords are never led there.</summary>
public sealed class LockOutTests
{
    [Fact]
    public async Task A_wrong_password_costs_two_hundred_plugs_one_attempt_altogether_though_the_hive_is_killed_before_it_has_the_answer()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("tpap=200");
        await using var home = new Home();

        // The plug has counted the attempt, and its answer is on its way for as long as the hive lives.
        plugs.Order("drip:1s/method=pake_share");
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs), password: "wrong horse");
        await Until.TrueAsync(() => Attempts(plugs) > 0, "a plug has seen the password");
        await hive.KillAsync();
        foreach (var plug in plugs.All)
        {
            plug.ClearFaults();
        }

        for (var restart = 0; restart < 3; restart++)
        {
            await hive.UpAgainAsync();
            await RejectedAsync(home, plugs);
            await (restart == 1 ? hive.KillAsync() : hive.StopAsync());
        }

        Assert.Equal(1, Attempts(plugs));
        Assert.Equal(1, plugs.All.Sum(static plug => plug.WrongLogins));

        home.Write("password", EmulatedPlugs.Password);
        await hive.UpAgainAsync();
        await AllShowAsync(new Watch(home), plugs, Outlet.IsFine, "are fine");
        Assert.Equal(1 + plugs.All.Count, Attempts(plugs));
    }

    private static int Attempts(EmulatedPlugs plugs) => plugs.All.Sum(static plug => EmulatedPlugs.Count(plug, "pake_share"));

    // Two hundred logins are work for a machine that is busy with other things.
    private static Task AllShowAsync(Watch watch, EmulatedPlugs plugs, Func<JsonObject, bool> state, string what) =>
        watch.ShowsAsync(now => now.Count == plugs.All.Count && now.Values.All(state), what, 3 * Until.Patience);

    private static async Task RejectedAsync(Home home, EmulatedPlugs plugs)
    {
        var watch = new Watch(home);
        await AllShowAsync(watch, plugs, static outlet => Outlet.ProblemCode(outlet) == "credentials-rejected", "refuse the password");
        await watch.Process.DisposeAsync();
    }
}
