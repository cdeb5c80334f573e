using System.Text.Json.Nodes;
using TapoHive.EndToEnd.Running;
using TapoHive.Network.Houses;
using TapoHive.Network.Networks;
using static TapoHive.Network.Houses.Neighbourhood;

namespace TapoHive.Network;

/// <summary>Plugs that wait, join, are forgotten and come back.</summary>
public sealed class AdoptingTests
{
    [Fact]
    public async Task A_house_that_asks_adopts_by_name_and_forgets_over_a_restart()
    {
        await using var lab = Lab.Make();
        var hive = await lab.MachineAsync("hive");
        var plugs = await JoinPlugsAsync(lab, hive, "eth0", "192.0.2", "klap=2", 2, seed: 3);
        var up = await HiveAt.UpAsync(lab, hive, $"{Broadcast}, adopt = ask");

        await up.UntilAsync(static listed => Waiting(listed).Count == 2, "both plugs wait", "adopt");
        var adopted = (await up.User.AskAsync("adopt", plugs.Mac(1))).Exits(0);
        Assert.True((bool)adopted.Json["adopted"]![0]!["joined"]!, adopted.ToString());
        var name = (string)adopted.Json["adopted"]![0]!["name"]!;
        (await up.User.TypeAsync("on", name)).Exits(0);

        (await up.User.TypeAsync("forget", name)).Exits(0);
        (await up.User.TypeAsync("on", name)).Exits(5);
        await up.RestartAsync();
        var waiting = await up.UntilAsync(static listed => Waiting(listed).Count == 2, "both plugs wait again", "adopt");
        Assert.True((bool)Waiting(waiting).Single(plug => (string)plug["mac"]! == plugs.Mac(1))["forgotten"]!);
        Assert.Equal(name, (string)Waiting(waiting).Single(plug => (string)plug["mac"]! == plugs.Mac(1))["name"]!);

        (await up.User.TypeAsync("adopt", "all")).Exits(0);
        (await up.User.TypeAsync("off", "all")).Exits(0);
        Assert.Contains(name, (await up.User.AskAsync("status")).Outlets.Keys);
    }

    private static IReadOnlyList<JsonObject> Waiting(CommandResult listed) =>
        listed.ExitCode == 0 ? [.. listed.Json["waiting"]!.AsArray().Select(static plug => plug!.AsObject())] : [];
}
