using System.Threading.Channels;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Tests;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;

namespace TapoHive.Mqtt.Tests;

/// <summary>The hive's side against a broker in this process: houses are a board that shows what the test puts there.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("hive", "akka { loglevel = ERROR, stdout-loglevel = OFF, log-dead-letters = off }");
    private readonly Broker _broker = new();
    private readonly HouseBoard _board = new();
    private readonly Channel<object> _asked = Channel.CreateUnbounded<object>();
    private HouseView _view = Shown.View("evening").Reported("lamp", null, (0, PowerState.On));

    public async ValueTask InitializeAsync()
    {
        await _broker.StartAsync();
        _board.Publish(_view);
    }

    [Fact]
    public async Task The_hive_is_online_once_all_else_is_right()
    {
        Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");

        Assert.Equal(("tapohive/status", "online"), _broker.Published.Last());
        foreach (var (topic, payload) in HousePicture.Of(_view, Shown.Options, null))
        {
            Assert.Equal(payload, await _broker.KeptAsync(topic));
        }
    }

    [Fact]
    public async Task Only_what_changes_is_published()
    {
        Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");
        _broker.Published.Clear();

        Show(_view.Reported("lamp", null, (0, PowerState.Off)));
        await _broker.UntilKeptAsync("tapohive/home/lamp/state", "OFF");

        Assert.Equal(["tapohive/home/lamp/state"], _broker.Published.Select(message => message.Topic));
    }

    [Fact]
    public async Task A_command_is_an_intent_of_the_manual_layer_with_its_origin()
    {
        Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");

        await _broker.PublishAsync("tapohive/home/lamp/set", "OFF");
        var asked = Assert.IsType<SwitchOutlets>(await NextAsync());
        Assert.Equal((Shown.Home, SwitchVerb.Off, "mqtt", "lamp"), (asked.House, asked.Verb, asked.Origin.Value, Assert.Single(asked.Selectors)));

        await _broker.PublishAsync("tapohive/home/scene/evening/run", "PRESS");
        var scene = Assert.IsType<RunScene>(await NextAsync());
        Assert.Equal(("evening", Layer.Manual, Origin.Mqtt), (scene.Scene.Value, scene.Layer, scene.Origin));
    }

    [Fact]
    public async Task A_command_that_was_kept_at_the_broker_switches_nothing_at_any_connection()
    {
        await _broker.PublishAsync("tapohive/home/lamp/set", "OFF", retain: true);
        Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");

        await _broker.PublishAsync("tapohive/home/lamp/set", "ON");

        Assert.Equal(SwitchVerb.On, Assert.IsType<SwitchOutlets>(await NextAsync()).Verb);
        Assert.False(_asked.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_makes_no_sense_reaches_no_house()
    {
        Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");

        await _broker.PublishAsync("tapohive/home/lamp/set", "maybe");
        await _broker.PublishAsync("tapohive/home/nobody/set", "ON");
        await _broker.PublishAsync("tapohive/elsewhere/lamp/set", "ON");
        await _broker.PublishAsync("tapohive/home/desk.monitor/set", "ON");

        Assert.Equal("desk.monitor", Assert.Single(Assert.IsType<SwitchOutlets>(await NextAsync()).Selectors));
    }

    [Fact]
    public async Task As_many_commands_as_there_are_reach_their_house()
    {
        Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");

        for (var number = 0; number < 400; number++)
        {
            await _broker.PublishAsync("tapohive/home/lamp/set", number % 2 == 0 ? "OFF" : "ON");
        }

        for (var number = 0; number < 400; number++)
        {
            Assert.Equal(number % 2 == 0 ? SwitchVerb.Off : SwitchVerb.On, Assert.IsType<SwitchOutlets>(await NextAsync()).Verb);
        }
    }

    [Fact]
    public async Task A_command_that_was_decided_when_its_connection_was_gone_is_acknowledged_to_nobody()
    {
        var heard = new TaskCompletionSource<Heard>(TaskCreationOptions.RunContinuationsAsynchronously);
        var link = new MqttLink(1, Shown.Options with { Port = _broker.Port }, new MqttTopics("tapohive", null), message =>
        {
            if (message is Heard { Acknowledge: not null } command)
            {
                heard.TrySetResult(command);
            }
        });
        Assert.Null(await link.OpenAsync(null, CancellationToken.None));
        await _broker.PublishAsync("tapohive/home/lamp/set", "ON");
        var command = await heard.Task.WaitAsync(TimeSpan.FromMinutes(2));

        link.Dispose();

        await command.Acknowledge!();
    }

    [Fact]
    public async Task What_a_house_shows_while_it_is_looked_at_is_kept_though_nothing_comes_after_it()
    {
        Action? interruption = () => Show(_view.Reported("lamp", null, (0, PowerState.Off)));
        Start((_, _) =>
        {
            Interlocked.Exchange(ref interruption, null)?.Invoke();
            return null;
        });

        await _broker.UntilKeptAsync("tapohive/home/lamp/state", "OFF");
    }

    [Fact]
    public async Task What_a_broker_does_not_let_it_write_keeps_the_hive_from_nothing_else()
    {
        _broker.Refuses = topic => topic.StartsWith("homeassistant/", StringComparison.Ordinal);
        using var log = new CollectedLog();
        Start(log: log);

        await _broker.UntilKeptAsync("tapohive/status", "online");
        Show(_view.Reported("lamp", null, (0, PowerState.Off)));
        await _broker.UntilKeptAsync("tapohive/home/lamp/state", "OFF");

        Assert.Contains("The MQTT broker refuses homeassistant/device/", Assert.Single(log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_somebody_takes_away_is_there_again()
    {
        Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");

        await _broker.PublishAsync("tapohive/home/lamp/state", "", retain: true);

        await Until.TrueAsync(() => _broker.Published.Last() == ("tapohive/home/lamp/state", "ON"), "not there again");
        await _broker.UntilKeptAsync("tapohive/home/lamp/state", "ON");
    }

    [Fact]
    public async Task A_broker_that_starts_anew_gets_everything_again()
    {
        Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");
        await _broker.StopAsync();
        Show(_view.Reported("lamp", Shown.Dark, (0, PowerState.Off)));
        await _broker.StartAsync();

        await _broker.UntilKeptAsync("tapohive/status", "online");

        Assert.Equal(("OFF", "offline", "ON"), (await _broker.KeptAsync("tapohive/home/lamp/state"), await _broker.KeptAsync("tapohive/home/lamp/availability"), await _broker.KeptAsync("tapohive/home/lamp/problem")));
        Assert.NotNull(await _broker.KeptAsync("homeassistant/device/tapohive_home_00005e005301/config"));
    }

    [Fact]
    public async Task When_Home_Assistant_starts_it_is_told_everything_again()
    {
        Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");
        _broker.Published.Clear();

        await _broker.PublishAsync("homeassistant/status", "online");

        await Until.TrueAsync(() => _broker.Published.Any(message => message.Topic == "tapohive/status"), "not told again");
        Assert.Contains(_broker.Published, message => message.Topic == "homeassistant/device/tapohive_home/config");
    }

    [Fact]
    public async Task What_is_being_sent_when_Home_Assistant_starts_is_sent_once_more()
    {
        using var log = new CollectedLog();
        Start(log: log);
        await _broker.UntilKeptAsync("tapohive/status", "online");
        var (isSent, mayArrive) = (new TaskCompletionSource(), new TaskCompletionSource());
        _broker.Holds = topic =>
        {
            if (topic != "tapohive/home/lamp/state")
            {
                return Task.CompletedTask;
            }

            isSent.TrySetResult();
            return mayArrive.Task;
        };
        Show(_view.Reported("lamp", null, (0, PowerState.Off)));
        await isSent.Task.WaitAsync(TimeSpan.FromSeconds(60));

        // Who has ignored what came after it has heard it.
        await _broker.PublishAsync("homeassistant/status", "online");
        await _broker.PublishAsync("tapohive/home/lamp/set", "maybe");
        await Until.TrueAsync(() => log.Lines.Any(line => line.Contains("tapohive/home/lamp/set was ignored", StringComparison.Ordinal)), "not heard");
        mayArrive.SetResult();

        await Until.TrueAsync(() => _broker.Published.Count(message => message == ("tapohive/home/lamp/state", "OFF")) == 2, "not sent once more");
    }

    [Fact]
    public async Task What_was_counted_stays_at_the_broker_until_the_meter_is_looked_at_again_or_its_plug_goes()
    {
        var lamp = _view.State.Plugs[_view.Plug("lamp")] with { Model = "P110" };
        Show(_view with { State = _view.State with { Plugs = _view.State.Plugs.SetItem(lamp.Id, lamp) } });
        var first = Start((_, slot) => slot == OutletSlot.Whole ? new MeterReading(new Power(68_340), new ElectricEnergy(249)) : null);
        await _broker.UntilKeptAsync("tapohive/status", "online");
        Assert.Equal("0.249", await _broker.KeptAsync("tapohive/home/lamp/energy"));
        await first.GracefulStop(TimeSpan.FromMinutes(2));
        await _broker.UntilKeptAsync("tapohive/status", "offline");
        _broker.Published.Clear();

        Start((_, _) => null);
        await _broker.UntilKeptAsync("tapohive/status", "online");
        Assert.Equal(("None", "0.249"), (await _broker.KeptAsync("tapohive/home/lamp/power"), await _broker.KeptAsync("tapohive/home/lamp/energy")));
        Assert.DoesNotContain(_broker.Published, message => message.Topic == "tapohive/home/lamp/energy");
        Assert.All(
            _broker.Published.Where(message => message.Topic == "homeassistant/device/tapohive_home_00005e005301/config"),
            message => Assert.Contains("lamp/energy", message.Payload, StringComparison.Ordinal));

        var definition = _view.State.Definition! with { Plugs = [_view.State.Definition.Plugs[1]], Scenes = null };
        Show(_view.After(new HouseApplied(Shown.Morning, definition, "home.conf", "2")));
        await _broker.UntilKeptAsync("tapohive/home/lamp/energy", null);
    }

    [Fact]
    public async Task What_a_removed_plug_left_is_taken_away_also_by_the_next_life_of_the_hive()
    {
        var first = Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");
        await first.GracefulStop(TimeSpan.FromMinutes(2));
        await _broker.UntilKeptAsync("tapohive/status", "offline");

        var definition = _view.State.Definition! with { Plugs = [_view.State.Definition.Plugs[0]], Scenes = null };
        Show(_view.After(new HouseApplied(Shown.Morning, definition, "home.conf", "2")));
        Start();

        await _broker.UntilKeptAsync("tapohive/home/desk.monitor/state", null);
        await _broker.UntilKeptAsync("tapohive/home/desk/availability", null);
        await _broker.UntilKeptAsync("homeassistant/device/tapohive_home_00005e005302/config", null);
        Assert.Equal("ON", await _broker.KeptAsync("tapohive/home/lamp/state"));
        await Until.TrueAsync(
            () => _broker.Published.Any(message => message.Topic == "homeassistant/device/tapohive_home/config" && message.Payload.Contains("{\"platform\":\"button\"}", StringComparison.Ordinal)),
            "the scene is not withdrawn");
    }

    [Fact]
    public async Task Somebody_elses_hand_on_a_state_is_set_right()
    {
        Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");

        await _broker.PublishAsync("tapohive/home/lamp/state", "OFF", retain: true);

        await _broker.UntilKeptAsync("tapohive/home/lamp/state", "ON");
        await Until.TrueAsync(() => _broker.Published.Last() == ("tapohive/home/lamp/state", "ON"), "not set right");
    }

    [Fact]
    public async Task A_message_about_trouble_goes_there_and_is_told_not_to_have_where_nobody_listens_or_there_is_no_broker()
    {
        var actor = Start();
        await _broker.UntilKeptAsync("tapohive/status", "online");
        var notify = new Domain.Alerts.NotifyDefinition(Duration.FromSeconds(60), Duration.FromSeconds(30), Mqtt: Domain.Alerts.MqttAlerts.On);
        var message = new Domain.Alerts.AlertMessage("msg_1", "home", Shown.Morning, "heater: It does not answer.", [], 7);

        Assert.Equal("Nobody listens to tapohive/home/alert at the broker.", await new MqttAlertRoute(actor, Shown.Options).SendAsync(notify, message, CancellationToken.None));
        using var listener = await _broker.ListenAsync("tapohive/+/alert");
        Assert.Null(await new MqttAlertRoute(actor, Shown.Options).SendAsync(notify, message, CancellationToken.None));
        Assert.Contains(_broker.Published, published => published.Topic == "tapohive/home/alert" && published.Payload.Contains("It does not answer.", StringComparison.Ordinal));

        await _broker.StopAsync();
        await Until.TrueAsync(async () => await new MqttAlertRoute(actor, Shown.Options).SendAsync(notify, message, CancellationToken.None) is not null, "still taken");
        Assert.Contains("mqtt.host", await new MqttAlertRoute(ActorRefs.Nobody, null).SendAsync(notify, message, CancellationToken.None), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await _broker.DisposeAsync();
    }

    private IActorRef Start(ReadMeter? meters = null, ILoggerFactory? log = null)
    {
        var houses = _system.ActorOf(Props.Create(() => new NotingHouses(_asked.Writer)));
        var options = Shown.Options with { Port = _broker.Port, FirstPause = Duration.FromMilliseconds(50), LongestPause = Duration.FromMilliseconds(200) };
        return _system.ActorOf(Props.Create(() => new MqttActor(new MqttSurroundings(options, _board, houses, _ => Task.FromResult(new SecretFound(null, "")), log ?? NullLoggerFactory.Instance, meters))));
    }

    private void Show(HouseView view) => _board.Publish(_view = view with { Version = view.Version + 10 });

    private async Task<object> NextAsync()
    {
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _asked.Reader.ReadAsync(giveUp.Token);
    }

    private sealed class NotingHouses : ReceiveActor
    {
        public NotingHouses(ChannelWriter<object> asked) => Receive<IForHouse>(message =>
        {
            asked.TryWrite(message);
            Sender.Tell(new RunAccepted(message.House, new RunEvidence(new RunId(1), "on", RunOutcome.Accepted, Shown.Morning, null, [])));
        });
    }
}
