using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>What people set on plugs in the vendor's app.</summary>
public sealed class StoredSettingsTests
{
    [Fact]
    public async Task Rules_a_wrong_clock_and_updates_are_told_of_by_why_and_only_the_clock_is_touched()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=1");
        plugs.Order("store:schedule");
        plugs.Order("drift:-30m");
        await using var home = new Home(("TAPOHIVE_PLUGS_INSPECT_AFTER", "1s"));
        await Hive.UpAsync(home, HouseText.Of(plugs, ["lamp"]));

        await Until.TrueAsync(() => EmulatedPlugs.Count(plugs[1], "get_schedule_rules") > 0, "it is looked at");
        var notice = "";
        await Until.TrueAsync(async () => (notice = await NoticeAsync(home, "lamp")).Contains("schedule", StringComparison.Ordinal), "'why' tells of the schedule");

        Assert.Contains("firmware-updates = off", notice, StringComparison.Ordinal);
        Assert.Contains("30 min slow and was set right", notice, StringComparison.Ordinal);
        Assert.Contains("Delete it there", notice, StringComparison.Ordinal);
        Assert.Equal(0, EmulatedPlugs.Count(plugs[1], "set_auto_update_info"));
    }

    [Fact]
    public async Task A_house_that_wants_it_switches_updates_off()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=1,strip=1");
        await using var home = new Home(("TAPOHIVE_PLUGS_INSPECT_AFTER", "1s"));
        await Hive.UpAsync(home, HouseText.Of(plugs, $"firmware-updates = off\n{HouseText.Plugs(plugs, ["lamp", "desk"])}"));

        await Until.TrueAsync(() => plugs.All.All(static plug => EmulatedPlugs.Count(plug, "set_auto_update_info") == 1), "updates are switched off");
        await Until.TrueAsync(() => EmulatedPlugs.Count(plugs[2], "get_schedule_rules") == 3, "each outlet is looked at");
        foreach (var outlet in new[] { "lamp", "desk.a" })
        {
            // The plug has heard it a moment before the hive knows.
            await Until.TrueAsync(async () => !(await NoticeAsync(home, outlet)).Contains("firmware", StringComparison.Ordinal), $"'why {outlet}' does not complain of firmware");
        }

        Assert.All(plugs.All, static plug => Assert.Equal(0, EmulatedPlugs.Count(plug, "get_latest_fw") + EmulatedPlugs.Count(plug, "get_connect_cloud_state")));
    }

    private static async Task<string> NoticeAsync(Home home, string outlet) => (string?)(await home.AskAsync("why", outlet)).Exits(0).Json["notice"] ?? "";
}
