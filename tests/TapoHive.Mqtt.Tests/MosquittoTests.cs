using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Tests;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Scenes;
using TapoHive.Emulator.Faults;

namespace TapoHive.Mqtt.Tests;

/// <summary>A hive with emulated plugs at a real Mosquitto, looked at with Mosquitto's own programs.</summary>
public sealed class MosquittoTests
{
    [Fact]
    public async Task States_are_right_from_outside_whatever_restarts()
    {
        Assert.SkipUnless(Mosquitto.IsHere, "There is no Mosquitto here: apt-get install mosquitto mosquitto-clients.");
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        broker.Watch();
        await using var harness = await HiveHarness.StartAsync("klap=1,strip=1", house => house with
        {
            Scenes = [new SceneDefinition(new SceneName("evening"), [new SceneStep.Switch(["plug-1"], [])])],
        });
        await harness.UntilAllLoggedInAsync();
        var mqtt = Start(harness, broker);
        await ShowsAsync(broker, "tapohive/status", "online");
        await ShowsAsync(broker, "tapohive/home/plug-1/state", "OFF");
        HomeAssistant.Check(
            $"homeassistant/device/{DeviceId.Of("tapohive", HiveHarness.Home, harness.View.State.Plugs.Values.First(plug => plug.Name.Value == "plug-1"))}/config",
            broker.Seen($"homeassistant/device/{DeviceId.Of("tapohive", HiveHarness.Home, harness.View.State.Plugs.Values.First(plug => plug.Name.Value == "plug-1"))}/config"));

        // Both ways, a scene, and who asked.
        await broker.SayAsync("tapohive/home/plug-1/set", "ON");
        await ShowsAsync(broker, "tapohive/home/plug-1/state", "ON");
        Assert.Equal(PowerState.On, harness.Plugs.Plug(1).Power);
        Assert.Equal("mqtt", harness.OutletOf(1).Intents.Manual!.Origin.Value);
        await broker.SayAsync("tapohive/home/plug-1/set", "OFF");
        await ShowsAsync(broker, "tapohive/home/plug-1/state", "OFF");
        await broker.SayAsync("tapohive/home/scene/evening/run", "PRESS");
        await ShowsAsync(broker, "tapohive/home/plug-1/state", "ON");

        // The broker forgets everything.
        broker.Kill();
        await broker.StartAsync();
        broker.Watch();
        await ShowsAsync(broker, "tapohive/status", "online");
        await ShowsAsync(broker, "tapohive/home/plug-1/state", "ON");

        // A plug goes dark and comes back.
        harness.Plugs.Plug(1).Inject(new Fault.Dark(DarkKind.Refused));
        harness.Plugs.Plug(1).ForgetSessions();
        await ShowsAsync(broker, "tapohive/home/plug-1/availability", "offline");
        await ShowsAsync(broker, "tapohive/home/plug-1/problem", "ON");
        harness.Plugs.Plug(1).ClearFaults();
        await ShowsAsync(broker, "tapohive/home/plug-1/availability", "online");
        await ShowsAsync(broker, "tapohive/home/plug-1/problem", "OFF");

        // The hive goes and comes: what was asked meanwhile is done.
        await mqtt.GracefulStop(TimeSpan.FromMinutes(2));
        await ShowsAsync(broker, "tapohive/status", "offline");
        await broker.SayAsync("tapohive/home/plug-1/set", "OFF");
        Start(harness, broker);
        await ShowsAsync(broker, "tapohive/status", "online");
        await ShowsAsync(broker, "tapohive/home/plug-1/state", "OFF");
    }

    [Fact]
    public async Task A_wrong_password_is_said_in_words_and_never_shown()
    {
        Assert.SkipUnless(Mosquitto.IsHere, "There is no Mosquitto here: apt-get install mosquitto mosquitto-clients.");
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        using var link = new MqttLink(1, Options(broker), new MqttTopics("tapohive", null), _ => { });

        var trouble = await link.OpenAsync("wrong-canary", CancellationToken.None);

        Assert.Contains("refuses user 'hive'", trouble, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", trouble, StringComparison.Ordinal);
    }

    private static IActorRef Start(HiveHarness harness, Mosquitto broker) => harness.System.ActorOf(Props.Create(() => new MqttActor(new MqttSurroundings(
        Options(broker), harness.Hive.Board, harness.Hive.Houses, _ => Task.FromResult(new SecretFound(Mosquitto.Password, "")), NullLoggerFactory.Instance, null))));

    private static MqttOptions Options(Mosquitto broker) => Shown.Options with
    {
        Port = broker.Port,
        Username = Mosquitto.User,
        Password = new SecretReference(SecretSource.Environment, "MQTT_PASSWORD"),
        FirstPause = Duration.FromMilliseconds(100),
        LongestPause = Duration.FromMilliseconds(500),
    };

    private static Task ShowsAsync(Mosquitto broker, string topic, string payload) =>
        Until.TrueAsync(() => broker.Seen(topic) == payload, $"{topic} is '{broker.Seen(topic)}', not '{payload}'");
}
