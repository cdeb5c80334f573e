using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Houses;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>A house in which nearly everything goes wrong that can go wrong.</summary>
public sealed class FaultTests
{
    private const int Healthy = 6;

    /// <summary>Each plug that will be in trouble: its kind, the trouble, what people are told of it; nothing where it must not show.</summary>
    private static readonly (string Name, string Kind, string Fault, string? Code)[] Troubles =
    [
        ("silent", "klap", "dark:silent", "dark"),
        ("refusing", "klap", "dark:refused", "dark"),
        ("mute", "aes", "dark:mute", "dark"),
        ("asleep", "klap", "dark:asleep", null),
        ("slow", "klap", "delay:30s", "dark"),
        ("dripping", "klap", "drip:1s", "malformed"),
        ("oversized", "klap", "oversized:50m", "malformed"),
        ("garbage", "klap", "garbage:body", "malformed"),
        ("no-http", "aes", "garbage:http", "malformed or transient"),
        ("wrong-signature", "klap", "signature", "malformed"),
        ("wrong-cipher", "aes", "signature", "malformed"),
        ("forgetful", "klap", "expired", "session-lost"),
        ("closed", "klap", "forbidden", "compatibility-off"),
        ("strangers", "klap", "account:other", "other-owner"),
        ("stale-password", "klap", "account:stale", "credentials-rejected"),
        ("refuses-requests", "klap", "error:-1008", "unsupported"),
        ("busy", "klap", "busy:429", "busy"),
        ("ignoring", "klap", "ignore", "transient"),
        ("dropping", "klap", "drop:before", "transient"),
        ("hanging-up", "klap", "hang-up", null),
    ];

    private static IEnumerable<string> Names => Troubles
        .Select(static trouble => trouble.Name)
        .Concat(Enumerable.Range(1, Healthy).Select(static number => $"healthy-{number}"));

    [Fact]
    public async Task Twenty_plugs_in_trouble_keep_nobody_waiting_say_what_it_is_and_come_back_by_themselves()
    {
        var mix = string.Join(',', Troubles.Select(static trouble => $"{trouble.Kind}=1"));
        await using var plugs = await EmulatedPlugs.StartAsync($"{mix},klap=4,aes=2");
        await using var home = new Home(("TAPOHIVE_PLUGS_LONGEST_PAUSE", "5s"), ("TAPOHIVE_PLUGS_PAUSE_AFTER_REFUSAL", "10s"));
        await Hive.UpAsync(home, HouseText.Of(plugs, Names));
        var watch = new Watch(home);
        await watch.LoggedInAsync(plugs.All.Count);

        foreach (var (plug, trouble) in plugs.All.Zip(Troubles))
        {
            plug.Inject(EmulatedPlugs.Fault(trouble.Fault));
            plug.ForgetSessions();
        }

        var run = (await home.AskAsync("on", "all")).Exits(6);

        Assert.Equal("partial", (string?)run.Json["outcome"]);
        for (var healthy = 1; healthy <= Healthy; healthy++)
        {
            Assert.Equal("converged", (string?)run.Outlets[$"healthy-{healthy}"]["outcome"]);
        }

        foreach (var trouble in Troubles)
        {
            await watch.ShowsAsync(
                trouble.Name,
                outlet => trouble.Code is { } code
                    ? code.Split(" or ").Contains(Outlet.ProblemCode(outlet)) && !Outlet.IsConverged(outlet)
                    : Outlet.IsFine(outlet),
                trouble.Code is { } code ? $"has the problem '{code}'" : "does not care");
            var shown = watch.Now[trouble.Name];
            Assert.True(trouble.Code is null || Outlet.ProblemMessage(shown)!.EndsWith('.'), shown.ToJsonString());
            Assert.Equal("on", Outlet.Desired(shown));
        }

        foreach (var plug in plugs.All)
        {
            plug.ClearFaults();
        }

        await watch.AllShowAsync(
            plugs.All.Count,
            static outlet => Outlet.IsFine(outlet) && Outlet.Reported(outlet) == "on",
            "have recovered");
        Assert.All(plugs.All, static plug => Assert.Equal([PowerState.On], plug.Movements.Select(static movement => movement.To)));
        Assert.Contains("26 as wanted", (await home.TypeAsync("status")).Exits(0).Out);
    }
}
