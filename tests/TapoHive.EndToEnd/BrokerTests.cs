using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using TapoHive.Domain.Outlets;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;
using TapoHive.Mqtt.Tests;

namespace TapoHive.EndToEnd;

/// <summary>The whole program at a real Mosquitto, looked at from outside only: what stands there is true, whatever dies.</summary>
public sealed class BrokerTests
{
    private const string Status = "tapohive/status";
    private const string Announced = "homeassistant/device/";

    // The broker keeps commands for a minute; a machine that takes longer to start the hive says them once more.
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(50);

    private static int Kills => Environment.GetEnvironmentVariable("TAPOHIVE_KILLS") is { } kills ? int.Parse(kills, CultureInfo.InvariantCulture) : 2;

    [Fact]
    public async Task What_stands_at_the_broker_is_true_whatever_dies()
    {
        Assert.SkipUnless(Mosquitto.IsHere, "There is no Mosquitto here: apt-get install mosquitto mosquitto-clients.");
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        broker.Watch();
        await using var plugs = await EmulatedPlugs.StartAsync("p110=1,aes=1");
        var (lamp, fan) = (plugs[1], plugs[2]);
        await using var home = new Home(
            ("TAPOHIVE_MQTT_HOST", "127.0.0.1"), ("TAPOHIVE_MQTT_PORT", broker.Port.ToString(CultureInfo.InvariantCulture)), ("TAPOHIVE_MQTT_USERNAME", Mosquitto.User),
            ("TAPOHIVE_MQTT_PASSWORD", "env:BROKER_PASSWORD"), ("BROKER_PASSWORD", Mosquitto.Password), ("TAPOHIVE_PLUGS_LONGEST_PAUSE", "5s"), ("TAPOHIVE_PLUGS_POLL_EVERY", "2s"));
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs, ["lamp", "fan"]));
        await ShowsAsync(broker, Status, "online");
        await ShowsAsync(broker, Of("lamp", "availability"), "online");
        await ShowsAsync(broker, Of("fan", "state"), "OFF");

        // From the hive to the broker, with what the meter says.
        (await home.TypeAsync("on", "lamp")).Exits(0);
        await ShowsAsync(broker, Of("lamp", "state"), "ON");
        await Until.TrueAsync(
            () => double.TryParse(broker.Seen(Of("lamp", "power")), CultureInfo.InvariantCulture, out var watts) && Math.Abs(watts - lamp.Outlets[0].Watts) < 0.1,
            () => string.Create(CultureInfo.InvariantCulture, $"the meter's {lamp.Outlets[0].Watts} W are there, not '{broker.Seen(Of("lamp", "power"))}'"));
        await Until.TrueAsync(() => double.TryParse(broker.Seen(Of("lamp", "energy")), CultureInfo.InvariantCulture, out _), "what the meter counted is there");

        // From the broker to the hive.
        await broker.SayAsync(Of("fan", "set"), "ON");
        await ShowsAsync(broker, Of("fan", "state"), "ON");
        Assert.Equal((PowerState.On, 1), (fan.Power, fan.Movements.Count));
        Assert.Equal("mqtt", (string?)JsonNode.Parse(broker.Seen(Of("fan", "attributes")))!["origin"]);

        // A plug is dark, the other is not, and it comes back.
        fan.Inject(EmulatedPlugs.Fault("dark:refused"));
        fan.ForgetSessions();
        await ShowsAsync(broker, Of("fan", "availability"), "offline");
        await ShowsAsync(broker, Of("fan", "problem"), "ON");
        Assert.Equal(("online", "OFF"), (broker.Seen(Of("lamp", "availability")), broker.Seen(Of("lamp", "problem"))));
        fan.ClearFaults();
        await ShowsAsync(broker, Of("fan", "availability"), "online");
        await ShowsAsync(broker, Of("fan", "problem"), "OFF");

        // Whoever asks for energy is told what is written down: from then on a kill does not make the hive forget who measures.
        (await home.TypeAsync("energy", "lamp")).Exits(0);

        // The hive is killed, is said to be away, and does what was asked meanwhile, once.
        var wanted = PowerState.On;
        for (var kill = 1; kill <= Kills; kill++)
        {
            wanted = wanted == PowerState.On ? PowerState.Off : PowerState.On;
            if (kill % 2 == 0)
            {
                await broker.SayAsync(Of("fan", "set"), Word(wanted));
            }

            await hive.KillAsync();
            var killed = Stopwatch.GetTimestamp();
            await ShowsAsync(broker, Status, "offline");
            if (kill % 2 != 0)
            {
                await broker.SayAsync(Of("fan", "set"), Word(wanted));
            }

            await hive.UpAgainAsync();
            await ShowsAsync(broker, Status, "online");
            if (Stopwatch.GetElapsedTime(killed) > Kept)
            {
                await broker.SayAsync(Of("fan", "set"), Word(wanted));
            }

            await ShowsAsync(broker, Of("fan", "state"), Word(wanted));
            Assert.Equal((wanted, 1 + kill), (fan.Power, fan.Movements.Count));
        }

        // The broker is killed and forgets everything. What a hive that has just started does not know yet is no state to compare with.
        foreach (var outlet in new[] { "fan", "lamp" })
        {
            await ShowsAsync(broker, Of(outlet, "availability"), "online");
            await ShowsAsync(broker, Of(outlet, "problem"), "OFF");
        }

        var before = Standing(broker);
        broker.Kill();
        await broker.StartAsync();
        broker.Watch();
        await ShowsAsync(broker, Status, "online");
        foreach (var topic in before.Keys.Where(static topic => !topic.EndsWith("/power", StringComparison.Ordinal) && !topic.EndsWith("/energy", StringComparison.Ordinal)))
        {
            await ShowsAsync(broker, topic, before[topic]);
        }

        await broker.SayAsync(Of("lamp", "set"), "OFF");
        await ShowsAsync(broker, Of("lamp", "state"), "OFF");
        Assert.Equal((PowerState.Off, 2), (lamp.Power, lamp.Movements.Count));

        // Home Assistant was told nothing that it does not know, and never that a meter is gone.
        var announcements = broker.Heard.Where(static heard => heard.Topic.StartsWith(Announced, StringComparison.Ordinal)).ToList();
        Assert.All(announcements, static heard => HomeAssistant.Check(heard.Topic, heard.Payload));
        var ofTheLamp = announcements.Where(heard => heard.Topic.EndsWith($"{lamp.Mac.ToString().Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()}/config", StringComparison.Ordinal)).ToList();
        Assert.All(ofTheLamp.SkipWhile(static heard => !IsMetered(heard.Payload)), static heard => Assert.True(IsMetered(heard.Payload), heard.Payload));
        Assert.DoesNotContain(broker.Heard, static heard => heard.Topic.EndsWith("/energy", StringComparison.Ordinal) && !double.TryParse(heard.Payload, CultureInfo.InvariantCulture, out _));
    }

    [Fact]
    public async Task A_broker_with_TLS_is_trusted_by_its_own_authority_and_what_is_wrong_is_said_and_tried_again()
    {
        Assert.SkipUnless(Mosquitto.IsHere, "There is no Mosquitto here: apt-get install mosquitto mosquitto-clients.");
        var (right, foreign) = (new BrokerCertificates(), new BrokerCertificates());
        await using var broker = new Mosquitto { Certificates = right };
        await broker.StartAsync();
        broker.Watch();
        await using var plugs = await EmulatedPlugs.StartAsync("klap=1");
        await using var home = new Home(
            ("TAPOHIVE_MQTT_HOST", "127.0.0.1"), ("TAPOHIVE_MQTT_PORT", broker.Port.ToString(CultureInfo.InvariantCulture)), ("TAPOHIVE_MQTT_TLS", "on"));
        var (authority, password) = (home.Write("authority.pem", foreign.Authority), home.Write("broker-password", "wrong-canary-4711\n"));
        home.Write("tapohive.conf", $"mqtt {{ ca = \"{authority}\", username = {Mosquitto.User}, password = \"file:{password}\" }}");

        home.Write("password", EmulatedPlugs.Password);
        var hive = home.Start("up", "--house", home.Write("house.conf", HouseText.Of(plugs, ["lamp"])), "--config", Path.Combine(home.Folder, "tapohive.conf"));

        await hive.ComplainsAsync(static line => line.Contains("is not to be trusted", StringComparison.Ordinal), "it says that it does not trust the broker");
        home.Write("authority.pem", right.Authority);
        await hive.ComplainsAsync(static line => line.Contains($"refuses user '{Mosquitto.User}'. Correct mqtt.username and mqtt.password.", StringComparison.Ordinal), "it says that the password is wrong");
        home.Write("broker-password", $"{Mosquitto.Password}\n");

        await ShowsAsync(broker, Status, "online");
        await ShowsAsync(broker, Of("lamp", "state"), "OFF");
        await broker.SayAsync(Of("lamp", "set"), "ON");
        await ShowsAsync(broker, Of("lamp", "state"), "ON");
        Assert.DoesNotContain("canary", hive.ToString(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Standing(Mosquitto broker) =>
        broker.Heard.Where(static heard => !heard.Topic.EndsWith("/set", StringComparison.Ordinal) && !heard.Topic.EndsWith("/heard", StringComparison.Ordinal))
            .GroupBy(static heard => heard.Topic, StringComparer.Ordinal)
            .ToDictionary(static topic => topic.Key, static topic => topic.Last().Payload, StringComparer.Ordinal);

    private static bool IsMetered(string announcement) => JsonNode.Parse(announcement)!["components"] is JsonObject components && components.ContainsKey("power") && components.ContainsKey("energy");

    private static string Of(string outlet, string part) => $"tapohive/test/{outlet}/{part}";

    private static string Word(PowerState power) => power == PowerState.On ? "ON" : "OFF";

    private static Task ShowsAsync(Mosquitto broker, string topic, string payload) =>
        Until.TrueAsync(() => broker.Seen(topic) == payload, () => $"{topic} is '{payload}', not '{broker.Seen(topic)}'");
}
