using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace TapoHive.Mqtt.Tests;

/// <summary>A broker in this process, and somebody who publishes there.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private MqttServer? _server;

    public int Port { get; } = FreePort();

    /// <summary>Everything that was published since it was started, in order.</summary>
    public ConcurrentQueue<(string Topic, string Payload)> Published { get; } = new();

    /// <summary>Topics that it lets nobody write.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => false;

    /// <summary>What it waits for before it takes a message on a topic.</summary>
    public Func<string, Task> Holds { get; set; } = _ => Task.CompletedTask;

    public async Task StartAsync()
    {
        // This broker throws the oldest away where more than so many wait for a client that a busy machine does not let read.
        _server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint().WithDefaultEndpointPort(Port).WithDefaultEndpointBoundIPAddress(System.Net.IPAddress.Loopback)
            .WithPersistentSessions().WithMaxPendingMessagesPerClient(10_000).Build());
        _server.InterceptingPublishAsync += async message =>
        {
            await Holds(message.ApplicationMessage.Topic);
            if (Refuses(message.ApplicationMessage.Topic))
            {
                message.ProcessPublish = false;
                message.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
                return;
            }

            Published.Enqueue((message.ApplicationMessage.Topic, Encoding.UTF8.GetString(message.ApplicationMessage.Payload)));
        };
        await _server.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            await server.StopAsync(new MqttServerStopOptions());
            server.Dispose();
            _server = null;
        }

        Published.Clear();
    }

    public async Task<string?> KeptAsync(string topic) =>
        await _server!.GetRetainedMessageAsync(topic) is { } message ? Encoding.UTF8.GetString(message.Payload) : null;

    public async Task PublishAsync(string topic, string payload, bool retain = false) => await _server!.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessage
        {
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)),
            Retain = retain,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        })
        {
            SenderClientId = "somebody",
        },
        CancellationToken.None);

    /// <summary>Somebody who listens, until it is disposed of.</summary>
    public async Task<IDisposable> ListenAsync(string filter)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", Port).WithClientId("listener").Build());
        await client.SubscribeAsync(filter);
        return client;
    }

    public Task UntilKeptAsync(string topic, string? payload) => Until.TrueAsync(async () => await KeptAsync(topic) == payload, $"{topic} is not {payload}");

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>A TCP port of this machine that nobody listens on.</summary>
    internal static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }
}
