using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using TapoHive.Actors.Messages;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plugs;

namespace TapoHive.Benchmarks.Stage;

/// <summary>A hive as people run it: the program <c>tapohive up</c> with a house file, and a program at its gate.</summary>
internal sealed class Hive : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _folder;
    private readonly string _house;
    private readonly IReadOnlyList<string> _settings;
    private HiveClient? _client;

    private Hive(string folder, string house, IReadOnlyList<string> settings, int plugs) => (_folder, _house, _settings, Plugs) = (folder, house, settings, plugs);

    public Child Process { get; private set; } = null!;

    public int Plugs { get; }

    /// <summary>The programs' surroundings: a home of its own.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = _folder, ["XDG_DATA_HOME"] = Path.Combine(_folder, "share") };

    /// <summary>Its history and energy.</summary>
    public string Telemetry => Path.Combine(_folder, "share", "tapohive", "telemetry.db");

    private HiveClient Client => _client ?? throw new MeasurementException("Nobody has entered the hive.");

    /// <summary>Brings a hive up whose house is these plugs: <c>p1</c>, <c>p2</c> and so on.</summary>
    public static async Task<Hive> UpAsync(IReadOnlyList<EmulatorProcess> emulators, IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("tapohive-benchmark-").FullName;
        Write(Path.Combine(folder, "password"), EmulatorProcess.Password);
        EmulatedPlug[] plugs = [.. emulators.SelectMany(static emulator => emulator.Plugs)];
        var house = Path.Combine(folder, "house.conf");
        Write(house, HouseText(plugs, emulators[0].DiscoveryPort));
        var hive = new Hive(folder, house, settings, plugs.Length);
        await hive.StartAsync(cancellation);
        return hive;
    }

    /// <summary>Starts its process and enters; returns once it takes commands.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        Process = Child.Start(Places.Tapohive, ["up", "--house", _house, .. _settings.SelectMany(static setting => new[] { "--set", setting })], Environment);
        while (!(await Process.NeedLineAsync(cancellation)).Contains("Stop: Ctrl-C", StringComparison.Ordinal))
        {
        }

        await EnterAsync(cancellation);
    }

    /// <summary>Ends its process as a power cut does.</summary>
    public async Task KillAsync()
    {
        await LeaveAsync();
        await Process.DisposeAsync();
    }

    /// <summary>Switches all outlets and waits for the proof of each.</summary>
    public Task<RunReport> SwitchAllAsync(bool on, CancellationToken cancellation) => SwitchAsync(on, "all", Waiting.ForProof, cancellation);

    /// <summary>Switches what a selector means.</summary>
    public async Task<RunReport> SwitchAsync(bool on, string selector, Waiting waiting, CancellationToken cancellation)
    {
        RunReport? last = null;
        await foreach (var report in Client.SwitchAsync(
            new SwitchRequest(0, on ? SwitchVerb.On : SwitchVerb.Off, [selector], null, Holding.UntilNextOccurrence, 60, waiting), cancellation))
        {
            last = report;
        }

        return last ?? throw new MeasurementException("The hive did not answer.");
    }

    public Task<StatusReport> StatusAsync(ImmutableArray<string> selectors, CancellationToken cancellation) => Client.StatusAsync(selectors, StatusScope.Everything, cancellation);

    public Task<EnergyReport> EnergyAsync(EnergyRequest request, CancellationToken cancellation) => Client.EnergyAsync(request, cancellation);

    public IAsyncEnumerable<OutletStatus[]> WatchAsync(ImmutableArray<string> selectors, CancellationToken cancellation) => Client.WatchAsync(selectors, cancellation);

    /// <summary>Waits until every plug's session is open and nothing is wrong.</summary>
    public async Task UntilWellAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var begun = Stopwatch.StartNew();
        while (true)
        {
            var status = await StatusAsync([], cancellation);
            var well = status.Outlets.GroupBy(static outlet => outlet.Plug, StringComparer.Ordinal).Count(static plug => plug.All(static outlet => outlet is { Phase: SessionPhase.LoggedIn, Problem: null }));
            if (well == Plugs)
            {
                return;
            }

            if (begun.Elapsed > patience)
            {
                throw new MeasurementException(string.Create(CultureInfo.InvariantCulture, $"Only {well} of {Plugs} plugs were well after {patience.TotalSeconds:0} s."));
            }

            await Task.Delay(Plugs > 2000 ? 500 : 100, cancellation);
        }
    }

    /// <summary>Waits until its process does next to nothing, judged by processor time, so that a busy machine is no hindrance.</summary>
    public async Task UntilQuietAsync(CancellationToken cancellation)
    {
        var glance = TimeSpan.FromMilliseconds(250);
        for (var looks = 0; looks < 40; looks++)
        {
            var before = Process.Cpu;
            await Task.Delay(glance, cancellation);
            if (Process.Cpu - before < 0.08 * glance)
            {
                return;
            }
        }
    }

    /// <summary>Lets it stand still while others are measured. Whoever has entered leaves first: a connection to a process that sleeps is given up.</summary>
    public async Task SuspendAsync()
    {
        await LeaveAsync();
        Process.Suspend();
    }

    /// <summary>Lets it go on, and enters again.</summary>
    public Task ResumeAsync(CancellationToken cancellation)
    {
        Process.Resume();
        return EnterAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        await Process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task EnterAsync(CancellationToken cancellation)
    {
        var local = await LocalHive.FindAsync(new DataFolder(Path.Combine(_folder, "share", "tapohive")), cancellation: cancellation);
        _client = await HiveClient.ConnectAsync(local.Key, local.Gate, Patience, cancellation);
    }

    private async Task LeaveAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
            _client = null;
        }
    }

    private static string HouseText(EmulatedPlug[] plugs, int discovery)
    {
        var listed = new StringBuilder();
        for (var number = 1; number <= plugs.Length; number++)
        {
            listed.AppendLine(CultureInfo.InvariantCulture, $"    p{number} {{ mac = \"{plugs[number - 1].Mac}\", host = \"{plugs[number - 1].Address}\" }}");
        }

        return string.Create(CultureInfo.InvariantCulture, $$"""
            house {
              name = measured
              time-zone = "Europe/London"
              accounts.default { username = "{{EmulatorProcess.Username}}", password { file = password } }
              discovery { targets = [ "127.255.255.255" ], port = {{discovery}}, every = 5s }
              plugs {
            {{listed}}  }
            }
            """);
    }

    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using var writer = new StreamWriter(new FileStream(path, options));
        writer.Write(text);
    }
}
