using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Tests;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;

namespace TapoHive.Mqtt.Tests;

/// <summary>Two hives with one prefix at a broker, each with a house called 'home': the second stays away, and says what to set.</summary>
public sealed class RivalTests : IAsyncLifetime
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(2);

    private readonly ActorSystem _system = ActorSystem.Create("hive", "akka { loglevel = ERROR, stdout-loglevel = OFF, log-dead-letters = off }");
    private readonly Broker _broker = new();
    private readonly CollectedLog _log = new();

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    [Fact]
    public async Task A_second_hive_of_one_prefix_neither_takes_anything_away_nor_shows_anything()
    {
        var first = Start("attic", Only("lamp"));
        await _broker.UntilKeptAsync("tapohive/status", "online");
        _broker.Published.Clear();

        var second = Start("cellar", Only("desk"));
        await UntilLoggedAsync("Another hive, which calls itself 'attic', is online with the prefix 'tapohive'. Give each hive at this broker a prefix of its own with mqtt.prefix");
        await second.GracefulStop(Generous);

        Assert.Equal(("OFF", "online"), (await _broker.KeptAsync("tapohive/home/lamp/problem"), await _broker.KeptAsync("tapohive/status")));
        Assert.All(_broker.Published, message => Assert.Equal("tapohive/heard", message.Topic));
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Warning 8002", StringComparison.Ordinal) && line.Contains("The broker ended", StringComparison.Ordinal));
        await first.GracefulStop(Generous);
        await _broker.UntilKeptAsync("tapohive/status", "offline");
    }

    [Fact]
    public async Task When_the_first_is_gone_the_second_follows_and_leaves_alone_at_first_what_is_not_its_own()
    {
        var first = Start("attic", Only("lamp"));
        await _broker.UntilKeptAsync("tapohive/status", "online");
        await first.GracefulStop(Generous);
        await _broker.UntilKeptAsync("tapohive/status", "offline");

        var second = Start("cellar", Only("desk"));
        await _broker.UntilKeptAsync("tapohive/status", "online");

        await UntilLoggedAsync("was that of another hive, which called itself 'attic' and is offline");
        Assert.Equal(("OFF", "OFF"), (await _broker.KeptAsync("tapohive/home/lamp/problem"), await _broker.KeptAsync("tapohive/home/desk.monitor/problem")));
        await second.GracefulStop(Generous);
        await _broker.UntilKeptAsync("tapohive/status", "offline");

        Start("cellar", Only("desk"));
        await _broker.UntilKeptAsync("tapohive/home/lamp/problem", null);
    }

    [Fact]
    public async Task A_hive_that_calls_itself_otherwise_from_now_on_is_still_the_same()
    {
        var first = Start("attic", Only("lamp"));
        await _broker.UntilKeptAsync("tapohive/status", "online");
        await first.GracefulStop(Generous);
        await _broker.UntilKeptAsync("tapohive/status", "offline");

        Start("attic", Only("desk"), options => options with { ClientId = "loft" });

        await _broker.UntilKeptAsync("tapohive/home/lamp/problem", null);
        Assert.Contains("loft", await _broker.KeptAsync("tapohive/owner"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_hives_will_says_of_the_prefix_is_set_right()
    {
        Start("attic", Only("lamp"));
        await _broker.UntilKeptAsync("tapohive/status", "online");

        await _broker.PublishAsync("tapohive/status", "offline", retain: true);

        await Until.TrueAsync(() => _broker.Published.Last() == ("tapohive/status", "online"), "not set right");
        await _broker.UntilKeptAsync("tapohive/status", "online");
    }

    [Fact]
    public async Task Of_two_that_began_at_once_the_one_that_spoke_first_yields()
    {
        Start("attic", Only("lamp"));
        await _broker.UntilKeptAsync("tapohive/status", "online");

        await _broker.PublishAsync("tapohive/owner", """{"hive":"id-of-cellar","client":"cellar"}""", retain: true);

        await UntilLoggedAsync("Another hive, which calls itself 'cellar', is online");
        await UntilLoggedAsync("which called itself 'cellar' and is offline");
        await _broker.UntilKeptAsync("tapohive/status", "online");
        Assert.Contains("id-of-attic", await _broker.KeptAsync("tapohive/owner"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mark_that_somebody_clears_is_there_again()
    {
        Start("attic", Only("lamp"));
        await _broker.UntilKeptAsync("tapohive/status", "online");
        var mark = await _broker.KeptAsync("tapohive/owner");

        await _broker.PublishAsync("tapohive/owner", "", retain: true);

        Assert.Contains("id-of-attic", mark, StringComparison.Ordinal);
        await _broker.UntilKeptAsync("tapohive/owner", mark);
        await Until.TrueAsync(() => _broker.Published.Last() == ("tapohive/owner", mark), "not there again");
    }

    [Fact]
    public void What_no_hive_wrote_is_somebodys_and_shown_without_what_could_spoil_a_line()
    {
        Assert.Null(OwnerMark.Read(""));
        Assert.All((string[])["x", "[]", "{}", """{"hive":1}"""], text => Assert.Equal((text, "?"), (OwnerMark.Read(text)!.Hive, OwnerMark.Read(text)!.Client)));
        Assert.Equal("ab", new OwnerMark("1", "a\n\u001bb").Name);
        var mark = new OwnerMark("1", "a \"b\"");
        Assert.Equal(mark, OwnerMark.Read(mark.Text));
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await _broker.DisposeAsync();
        _log.Dispose();
    }

    private static HouseView Only(string plug)
    {
        var view = Shown.View();
        var definition = view.State.Definition!;
        view = view.After(new HouseApplied(Shown.Morning, definition with { Plugs = [.. definition.Plugs.Where(one => one.Name.Value == plug)], Scenes = null }, "home.conf", "2"));
        return plug == "lamp" ? view.Reported(plug, null, (0, PowerState.On)) : view.Reported(plug, null, (1, PowerState.On), (2, PowerState.On));
    }

    private IActorRef Start(string name, HouseView view, Func<MqttOptions, MqttOptions>? otherwise = null)
    {
        var board = new HouseBoard();
        board.Publish(view);
        var options = Shown.Options with
        {
            Port = _broker.Port,
            ClientId = name,
            HiveId = $"id-of-{name}",
            FirstPause = Duration.FromMilliseconds(50),
            LongestPause = Duration.FromMilliseconds(200),
        };
        var around = new MqttSurroundings(otherwise?.Invoke(options) ?? options, board, ActorRefs.Nobody, _ => Task.FromResult(new SecretFound(null, "")), _log);
        return _system.ActorOf(Props.Create(() => new MqttActor(around)));
    }

    private Task UntilLoggedAsync(string words) => Until.TrueAsync(() => _log.Lines.Any(line => line.Contains(words, StringComparison.Ordinal)), $"it is not said: {words}");
}
