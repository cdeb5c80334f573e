using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TapoHive.Control.Keys;
using TapoHive.Mqtt;
using TapoHive.Mqtt.Tests;

namespace TapoHive.Daemon.Tests.Storage;

/// <summary>By its data folder a hive is known at a broker, whatever it calls itself.</summary>
public sealed class HivesAtABroker : IAsyncLifetime
{
    private readonly Broker _broker = new();
    private readonly string _root = Directory.CreateTempSubdirectory("tapohive-at-a-broker-").FullName;

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    [Fact]
    public async Task A_hive_is_known_by_its_data_folder_and_remembers_there_where_it_showed_itself()
    {
        var first = await IdAsync("one");

        Assert.Equal(16, first.Length);
        Assert.Equal(first, await IdAsync("one"));
        Assert.NotEqual(first, await IdAsync("another"), StringComparer.Ordinal);
        Assert.Contains("homeassistant", await File.ReadAllTextAsync(Path.Combine(_root, "one", "mqtt-place.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    private async Task<string> IdAsync(string folder)
    {
        string? mark;
        await using (await HiveDaemon.StartAsync(
            new DaemonOptions(new DataFolder(Path.Combine(_root, folder))) { Mqtt = new MqttOptions("127.0.0.1", _broker.Port) }, NullLoggerFactory.Instance, TestContext.Current.CancellationToken))
        {
            await _broker.UntilKeptAsync("tapohive/status", "online");
            mark = await _broker.KeptAsync("tapohive/owner");
        }

        await _broker.UntilKeptAsync("tapohive/status", "offline");
        using var json = JsonDocument.Parse(mark!);
        return json.RootElement.GetProperty("hive").GetString()!;
    }
}
