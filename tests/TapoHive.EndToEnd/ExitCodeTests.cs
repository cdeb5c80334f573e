using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Faults;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>What scripts go by.</summary>
public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("status")]
    [InlineData("on", "lamp")]
    [InlineData("why", "lamp")]
    [InlineData("history")]
    [InlineData("watch")]
    public async Task Without_a_hive_it_is_3_and_a_word_on_how_to_start_one(params string[] command)
    {
        await using var home = new Home();

        var result = (await home.TypeAsync(command)).Exits(3);

        Assert.Empty(result.Out);
        Assert.Contains("tapohive up", result.Error);
    }

    [Theory]
    [InlineData("switch-on", "lamp")]
    [InlineData("on")]
    [InlineData("on", "lamp", "--for", "soon")]
    [InlineData("status", "--output", "yaml")]
    [InlineData("history", "--since", "yesteryear")]
    [InlineData("why", "lamp", "--at", "25:00")]
    [InlineData("up", "--demo", "--house", "house.conf")]
    [InlineData("emulate", "--bind", "somewhere")]
    public async Task A_command_line_that_makes_no_sense_is_2(params string[] command)
    {
        await using var home = new Home();

        var result = (await home.TypeAsync(command)).Exits(2);

        Assert.Empty(result.Out);
        Assert.NotEmpty(result.Error);
    }

    [Fact]
    public async Task An_unknown_name_is_5_with_a_suggestion_and_a_part_that_fails_is_6()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=2");
        await using var home = new Home();
        await Hive.UpAsync(home, HouseText.Of(plugs, ["hall-lamp", "kettle"]));
        var watch = new Watch(home);
        await watch.LoggedInAsync(2);

        var unknown = (await home.TypeAsync("on", "hall-lmap")).Exits(5);
        Assert.Contains("hall-lamp", unknown.Error);
        (await home.TypeAsync("why", "ketle")).Exits(5);

        plugs[2].Inject(new Fault.Dark(DarkKind.Refused));
        var partial = (await home.AskAsync("on", "all")).Exits(6);
        Assert.Equal("partial", (string?)partial.Json["outcome"]);
        Assert.Equal("converged", (string?)partial.Outlets["hall-lamp"]["outcome"]);
        Assert.Equal("dark", Outlet.ProblemCode(partial.Outlets["kettle"]));
        Assert.Equal((PowerState.On, PowerState.Off), (plugs[1].Power, plugs[2].Power));

        (await home.TypeAsync("off", "kettle", "--no-wait")).Exits(0);
    }
}
