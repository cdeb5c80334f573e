using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using MQTTnet.Server;
using NodaTime;
using OpenTelemetry;
using OpenTelemetry.Trace;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;
using TapoHive.Daemon;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Runs;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using TapoHive.Mqtt;
using TapoHive.Scheduling;
using Xunit.Sdk;

namespace TapoHive.Monitoring.Tests;

/// <summary>
/// A whole hive in this process, with emulated plugs, a broker, a gate and an operator, in which everything that is measured has happened at least once. It tells of
/// each outlet; its traces are kept. Started once for all tests.
/// </summary>
[CollectionDefinition(nameof(DrivenHive))]
public sealed class DrivenHive : IAsyncLifetime, ICollectionFixture<DrivenHive>
{
    public const string Username = "me@example.com";
    public const string Password = "never-in-a-label";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tapohive-monitoring-");
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly HttpClient _http = new();
    private TracerProvider? _traces;
    private MqttServer? _broker;
    private EmulatedHouse? _plugs;
    private HiveDaemon? _daemon;
    private GateHost? _gate;
    private HiveClient? _operator;

    internal MonitoringHost Monitoring { get; private set; } = null!;

    internal HiveHealth Health { get; } = new();

    internal EmulatedHouse Plugs => _plugs!;

    internal DataFolder Folder => new(_folder.FullName);

    /// <summary>The spans that ended so far.</summary>
    internal IEnumerable<Activity> Spans => _spans;

    public async ValueTask InitializeAsync()
    {
        _traces = Sdk.CreateTracerProviderBuilder().AddSource(HiveInstruments.Name).AddProcessor(new SimpleActivityExportProcessor(new Collected(_spans))).Build();
        Monitoring = await MonitoringHost.StartAsync(new MetricsOptions(new IPEndPoint(IPAddress.Loopback, 0), OutletSeries.On), Health, SystemClock.Instance, "1.2.3", CancellationToken.None);
        var port = FreePort();
        _broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(port).WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).Build());
        await _broker.StartAsync();
        _plugs = await EmulatedHouse.StartAsync(new HouseOptions
        {
            Mix = Mix.Of("klap=2,aes=1,tpap=1"),
            Binding = new HouseBinding.AddressEach(IPNetwork.Parse("127.61.0.0/16"), 0),
            DiscoveryPort = 0,
            Username = Username,
            Password = Password,
        });
        _plugs.Order(new FaultOrder.Lasting(new Fault.Dark(DarkKind.Refused), FaultScope.Always, new PlugPicker("2")));
        _daemon = await HiveDaemon.StartAsync(new DaemonOptions(Folder) { Mqtt = new MqttOptions("127.0.0.1", port), Policy = PlugPolicy.Usual with { MeterAfter = Duration.FromMilliseconds(100) } }, NullLoggerFactory.Instance, CancellationToken.None);
        Health.Runs(_daemon.Hive, _daemon.Remembered);
        await ApplyAsync();
        _gate = await GateHost.StartAsync(
            new HiveHandle(_daemon.Hive.Board, _daemon.Hive.Houses, _daemon.Hive.Discovery, QuartzCron.Instance) { History = _daemon.Hive.History, Alerts = _daemon.Alerts, Telemetry = _daemon.Hive.Telemetry },
            new GateOptions(Folder), NullLoggerFactory.Instance);
        Health.Opens(_gate.Gate);
        _operator = await HiveClient.ConnectAsync(OperatorKey.Read(Folder.LocalOperatorFile), _gate.Address, Patience);
        await UntilAsync(static figures => figures["tapohive_plugs", ("state", "logged-in")] == 3);
        await SwitchAsync(SwitchVerb.On, "amber", "cedar");
        await _operator.TestAlertsAsync(null);
        await KnockAsync(_gate.Address);
        await UntilAsync(static figures => figures["tapohive_mqtt_connected"] == 1);
        await _broker.InjectApplicationMessage(new InjectedMqttApplicationMessage(new MqttApplicationMessage { Topic = "tapohive/hillside/amber/set", Payload = new ReadOnlySequence<byte>("ON"u8.ToArray()) }) { SenderClientId = "somebody" });

        // What a test asks for comes after it, and is not overtaken.
        await UntilAsync(static figures => figures["tapohive_mqtt_commands_total", ("outcome", "passed-on")] >= 1);
    }

    /// <summary>Switches outlets, to the proof.</summary>
    internal async Task<RunReport> SwitchAsync(SwitchVerb verb, params string[] outlets)
    {
        RunReport? last = null;
        await foreach (var report in _operator!.SwitchAsync(new SwitchRequest(0, verb, [.. outlets], null, Holding.UntilReleased, Patience.TotalSeconds, Waiting.ForProof)))
        {
            last = report;
        }

        Assert.Equal(RunOutcome.Converged, last!.Outcome);
        return last;
    }

    /// <summary>Runs a scene, to the proof.</summary>
    internal async Task PlayAsync(string scene)
    {
        await foreach (var _ in _operator!.RunSceneAsync(new SceneRunRequest(0, scene, Patience.TotalSeconds, Waiting.ForProof)))
        {
        }
    }

    internal Task<string> GetAsync(string path, string accept = "text/plain") => GetAsync(Monitoring, path, accept);

    internal async Task<string> GetAsync(MonitoringHost host, string path, string accept = "text/plain")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, path));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await _http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Scrapes until the figures are so.</summary>
    internal Task<Exposition> UntilAsync(Func<Exposition, bool> isSo) => UntilAsync(figures => Assert.True(isSo(figures), "The figures never became so."));

    /// <summary>Scrapes until what is asserted of the figures holds: an answer can reach who asked before it is counted.</summary>
    /// <exception cref="XunitException">It never did: the assertion that failed last.</exception>
    internal async Task<Exposition> UntilAsync(Action<Exposition> holds)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (true)
        {
            var figures = Exposition.Read(await GetAsync("/metrics"));
            try
            {
                holds(figures);
                return figures;
            }
            catch (XunitException) when (!enough.IsCancellationRequested)
            {
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var each in new IAsyncDisposable?[] { _operator, _gate, _daemon, Monitoring, _plugs })
        {
            if (each is not null)
            {
                await each.DisposeAsync();
            }
        }

        _broker?.Dispose();
        _traces?.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ApplyAsync()
    {
        var secret = Path.Combine(_folder.FullName, "password");
        await File.WriteAllTextAsync(secret, Password);
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var file = Path.Combine(_folder.FullName, "house.conf");
        await File.WriteAllTextAsync(file, $$"""
            house {
              name = hillside
              time-zone = "Etc/UTC"
              accounts.default { username = "{{Username}}", password { file = password } }
              discovery { targets = [ "127.255.255.255" ], port = {{Plugs.DiscoveryPort}}, every = 5s, adopt = ask }
              notify { command = [ /bin/cat ] }
              plugs {
                amber { mac = "{{Plugs.Plug(1).Mac}}" }
                basil { mac = "{{Plugs.Plug(2).Mac}}" }
                cedar { mac = "{{Plugs.Plug(3).Mac}}" }
                dill  { mac = "{{Plugs.Plug(4).Mac}}" }
              }
              scenes.movie { steps = [ { off = amber }, { on = amber } ] }
              schedules.often { cron = "* * * * * ?", on = dill }
            }
            """);
        var read = HouseFile.Read(file, ScheduledHouseFile.Options);
        Assert.False(read.HasErrors, string.Join('\n', read.Problems));
        await _daemon!.ApplyAsync(read.Definition!, file, read.SourceHash, CancellationToken.None);
    }

    private static async Task KnockAsync(GateAddress gate)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, gate.Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        try
        {
            while (await client.GetStream().ReadAsync(new byte[1024]) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Turned away.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private sealed class Collected(ConcurrentQueue<Activity> spans) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                spans.Enqueue(span);
            }

            return ExportResult.Success;
        }
    }
}
