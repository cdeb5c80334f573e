using System.Text.Json.Nodes;
using TapoHive.Domain.Outlets;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;
using TapoHive.Protocol;

namespace TapoHive.EndToEnd;

/// <summary>README's first command, and what a newcomer types next in a second terminal.</summary>
public sealed class DemoTests(Demo demo) : IClassFixture<Demo>
{
    private static readonly PlugCredentials Account = new("demo@example.com", "demo-password");
    private readonly Home _home = demo.Home;

    [Theory]
    [InlineData("on", PowerState.On)]
    [InlineData("off", PowerState.Off)]
    public async Task Switching_all_is_proven_and_true_at_every_plug(string verb, PowerState power)
    {
        await _home.TypeAsync(verb == "on" ? "off" : "on", "all");

        var run = (await _home.AskAsync(verb, "all")).Exits(0);

        Assert.Equal("converged", (string?)run.Json["outcome"]);
        Assert.Equal(Demo.Outlets, run.Outlets.Count);
        Assert.All(run.Outlets.Values, static outlet => Assert.Equal("converged", (string?)outlet["outcome"]));
        Assert.All(await RelaysAsync(), relay => Assert.Equal(power, relay));
    }

    [Fact]
    public async Task Status_has_the_fields_of_the_contract()
    {
        var outlet = (await _home.AskAsync("status", "fridge")).Exits(0).Outlets["fridge"];

        Assert.Equal(
            [
                "name", "house", "plug", "room", "tags", "desired", "layer", "reported", "converged", "phase", "quarantined",
                "transport", "address", "model", "id", "mac", "readAgeSeconds", "problem", "alias",
            ],
            Names(outlet));
        Assert.Equal("fridge", (string?)outlet["name"]);
        Assert.Equal("demo", (string?)outlet["house"]);
        Assert.Empty(outlet["tags"]!.AsArray());
        Assert.False((bool)outlet["quarantined"]!);
        Assert.Matches("^[0-9A-F]{40}$", (string?)outlet["id"]);
        Assert.Matches("^([0-9A-F]{2}-){5}[0-9A-F]{2}$", (string?)outlet["mac"]);
        Assert.Matches(@"^127\.20\.\d+\.\d+:\d+$", (string?)outlet["address"]);
        Assert.True((double)outlet["readAgeSeconds"]! >= 0);
        Assert.Null(outlet["problem"]);
    }

    [Fact]
    public async Task A_run_has_the_fields_of_the_contract()
    {
        var run = (await _home.AskAsync("on", "kettle")).Exits(0);

        Assert.Equal(["run", "outcome", "startedAt", "finishedAt", "outlets"], Names(run.Json));
        Assert.True(DateTimeOffset.Parse((string)run.Json["startedAt"]!, null) <= DateTimeOffset.Parse((string)run.Json["finishedAt"]!, null));
        Assert.Superset(
            new HashSet<string> { "name", "outcome", "milliseconds", "attempts", "problem" },
            new HashSet<string>(Names(run.Outlets["kettle"])));
    }

    [Fact]
    public async Task Why_names_who_wants_it()
    {
        (await _home.TypeAsync("on", "router")).Exits(0);

        var why = (await _home.AskAsync("why", "router")).Exits(0).Json;

        Assert.Superset(
            new HashSet<string> { "outlet", "desired", "reported", "converged", "intents", "phase", "recent", "next", "advice" },
            new HashSet<string>(Names(why)));
        var intent = why["intents"]!.AsArray().First()!;
        Assert.Equal(("manual", "on", "operator:local"), ((string?)intent["layer"], (string?)intent["wanted"], (string?)intent["origin"]));
        Assert.Contains("on", (string?)why["advice"]);
        Assert.Contains("router", (await _home.TypeAsync("why", "router")).Exits(0).Out);
    }

    [Fact]
    public async Task Watch_shows_the_present_state_then_a_change()
    {
        (await _home.TypeAsync("off", "television")).Exits(0);
        var watch = new Watch(_home);
        await watch.AllShowAsync(Demo.Outlets, static _ => true, "are shown");
        Assert.Equal("off", Outlet.Reported(watch.Now["television"]));

        (await _home.TypeAsync("on", "television")).Exits(0);

        await watch.ShowsAsync("television", static outlet => Outlet.Reported(outlet) == "on" && Outlet.IsConverged(outlet), "is on");
        watch.Process.Signal(Signals.Interrupt);
        (await watch.Process.EndAsync()).Exits(0);
    }

    [Fact]
    public async Task What_up_prints_can_be_typed_as_it_stands()
    {
        var commands = demo.Up.Out.Lines
            .Select(static line => line.Trim())
            .Where(static line => line.Contains("tapohive ", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(["status", "off", "on", "why", "watch"], commands.Select(static command => command.Split(' ')[1]));
        foreach (var command in commands.Where(static command => !command.EndsWith(" watch", StringComparison.Ordinal)))
        {
            var words = command.Split(' ');
            Assert.Equal(Tapohive.Path, words[0]);
            (await _home.TypeAsync(words[1..])).Exits(0);
        }
    }

    [Fact]
    public async Task A_second_hive_on_the_same_folder_is_refused_in_words()
    {
        var second = (await _home.TypeAsync("up", "--demo")).Exits(1);

        Assert.Contains("Another hive is running", second.Error);
        Assert.Contains(_home.DemoData, second.Error);
        (await _home.TypeAsync("status")).Exits(0);
    }

    private async Task<IReadOnlyList<PowerState>> RelaysAsync()
    {
        using var outsider = new Outsider();
        List<PowerState> relays = [];
        var status = (await _home.AskAsync("status")).Outlets.Values;
        foreach (var plug in status.DistinctBy(static outlet => (string?)outlet["mac"]))
        {
            relays.AddRange(await outsider.ReadAsync((string)plug["address"]!, (string)plug["transport"]!, Account));
        }

        Assert.Equal(Demo.Outlets, relays.Count);
        return relays;
    }

    private static IEnumerable<string> Names(JsonObject of) => of.Select(static field => field.Key);
}
