using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Houses;
using TapoHive.Domain.Outlets;

namespace TapoHive.Mqtt.Tests;

/// <summary>A hive whose settings put it elsewhere at the broker leaves nothing behind that Home Assistant would show for ever.</summary>
public sealed class MovedTests : IAsyncLifetime
{
    private const string Lamp = "device/tapohive_home_00005e005301/config";
    private readonly ActorSystem _system = ActorSystem.Create("hive", "akka { loglevel = ERROR, stdout-loglevel = OFF, log-dead-letters = off }");
    private readonly Broker _broker = new();
    private readonly HouseBoard _board = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("tapohive-moved-").FullName;

    public async ValueTask InitializeAsync()
    {
        await _broker.StartAsync();
        _board.Publish(Shown.View("evening").Reported("lamp", null, (0, PowerState.On)));
    }

    [Theory]
    [InlineData("remembered")]
    [InlineData("forgotten")]
    public async Task What_was_announced_is_withdrawn_when_nothing_is_announced_any_more(string place)
    {
        await LiveAsync(Here);
        if (place == "forgotten")
        {
            File.Delete(PlaceFileOf(Here));
        }

        await LiveAsync(Here with { Discovery = null });

        Assert.Equal((null, null, "ON"), (await KeptAsync($"homeassistant/{Lamp}"), await KeptAsync("homeassistant/device/tapohive_home/config"), await KeptAsync("tapohive/home/lamp/state")));
    }

    [Fact]
    public async Task What_was_announced_elsewhere_is_withdrawn()
    {
        await LiveAsync(Here);

        await LiveAsync(Here with { Discovery = "ha" });

        Assert.Null(await KeptAsync($"homeassistant/{Lamp}"));
        Assert.NotNull(await KeptAsync($"ha/{Lamp}"));
    }

    [Theory]
    [InlineData("homeassistant")]
    [InlineData("ha")]
    [InlineData(null)]
    public async Task Of_another_prefix_nothing_is_left(string? discovery)
    {
        await LiveAsync(Here);
        await _broker.PublishAsync("homeassistant/device/zigbee_1/config", "{}", retain: true);

        await LiveAsync(Here with { Prefix = "hut", Discovery = discovery });

        Assert.All(
            (string?[])[
                await KeptAsync($"homeassistant/{Lamp}"), await KeptAsync("homeassistant/device/tapohive_home/config"), await KeptAsync("tapohive/home/lamp/state"),
                await KeptAsync("tapohive/home/problem"), await KeptAsync("tapohive/status"), await KeptAsync("tapohive/owner"),
            ],
            Assert.Null);
        Assert.Equal(("ON", "{}"), (await KeptAsync("hut/home/lamp/state"), await KeptAsync("homeassistant/device/zigbee_1/config")));
    }

    [Fact]
    public async Task What_another_hive_shows_meanwhile_with_the_prefix_is_left_alone()
    {
        await LiveAsync(Here);
        await LiveAsync(Here with { ClientId = "cellar", HiveId = "id-of-cellar" });

        await LiveAsync(Here with { Prefix = "hut" });

        Assert.NotNull(await KeptAsync($"homeassistant/{Lamp}"));
        Assert.Equal("ON", await KeptAsync("tapohive/home/lamp/state"));
    }

    [Fact]
    public void A_file_that_says_nothing_is_nothing_to_go_by()
    {
        var file = new PlaceFile(Path.Combine(_folder, "place"));
        Assert.Null(file.Read());
        foreach (var text in (string[])["", "x", "[]", "{}"])
        {
            File.WriteAllText(Path.Combine(_folder, "place"), text);
            Assert.Null(file.Read());
        }

        file.Write(new ShownAt("a/b", null));
        Assert.Equal(new ShownAt("a/b", null), file.Read());
        new PlaceFile(Path.Combine(_folder, "nowhere", "place")).Write(new ShownAt("a", "b"));
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await _broker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private MqttOptions Here => Shown.Options with { Port = _broker.Port, HiveId = "id-of-attic", FirstPause = Duration.FromMilliseconds(50), LongestPause = Duration.FromMilliseconds(200) };

    private string PlaceFileOf(MqttOptions options) => Path.Combine(_folder, options.HiveId);

    private Task<string?> KeptAsync(string topic) => _broker.KeptAsync(topic);

    // A hive until all is shown, and its end.
    private async Task LiveAsync(MqttOptions options)
    {
        var around = new MqttSurroundings(
            options, _board, ActorRefs.Nobody, _ => Task.FromResult(new SecretFound(null, "")), NullLoggerFactory.Instance, PlaceFile: PlaceFileOf(options));
        var hive = _system.ActorOf(Props.Create(() => new MqttActor(around)));
        await _broker.UntilKeptAsync($"{options.Prefix}/status", "online");
        await hive.GracefulStop(TimeSpan.FromMinutes(2));
        await _broker.UntilKeptAsync($"{options.Prefix}/status", "offline");
    }
}
