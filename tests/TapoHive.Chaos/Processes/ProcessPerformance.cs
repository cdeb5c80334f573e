using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Chaos.Simulation;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.EndToEnd.Running;
using Command = TapoHive.Chaos.Histories.Command;

namespace TapoHive.Chaos.Processes;

/// <summary>
/// Plays a script with the program that users run: one process of plugs, a hive that is killed with SIGKILL and started again, a process for each
/// command that somebody types. What came of it is read from the journal file and from what the plugs themselves saw.
/// </summary>
internal sealed partial class ProcessPerformance : IAsyncDisposable
{
    private const double Speed = 30;
    private const string Username = "me@example.com";
    private const string Password = "correct horse battery";

    private readonly Script _script;
    private readonly Household _household;
    private readonly EmulatorProcess _plugs;
    private readonly Home _home;
    private readonly List<(Command Command, Tapohive Process)> _typed = [];
    private readonly List<Life> _lives = [];
    private readonly HashSet<int> _stray = [];
    private readonly Instant _began = Now;
    private readonly HouseName _house;
    private Tapohive? _hive;
    private Instant _born = Instant.MaxValue;

    private ProcessPerformance(Script script, EmulatorProcess plugs, Home home)
    {
        (_script, _plugs, _home, _house) = (script, plugs, home, new HouseName($"chaos-{script.Seed}"));
        _household = new Household(
            script,
            new HouseDefinition(
                _house,
                "Europe/London",
                [new AccountDefinition(new AccountName("default"), Username, new SecretReference(SecretSource.File, "password"))],
                new DiscoveryDefinition([DiscoveryTarget.FromText("127.255.255.255")], Duration.FromSeconds(5), Adoption.Ask, plugs.DiscoveryPort),
                PressPolicy.Follow,
                []),
            [.. plugs.Macs.SkipLast(1).Select((mac, index) => (index + 1, mac, SlotsOf(index).ToImmutableArray()))],
            Speed)
        {
            HasPulses = false,
        };
    }

    private static Instant Now => SystemClock.Instance.GetCurrentInstant();

    private string JournalFile => Path.Combine(_home.Data, "journal.db");

    /// <summary>Plays it in a network of its own.</summary>
    public static async Task<History> OfAsync(Script script, IPNetwork network)
    {
        await using var home = new Home(
            ("TAPOHIVE_PLUGS_LONGEST_PAUSE", "3s"), ("TAPOHIVE_PLUGS_PAUSE_AFTER_REFUSAL", "10s"), ("TAPOHIVE_PLUGS_POLL_EVERY", "2s"), ("TAPOHIVE_PLUGS_LOOK_AGAIN_AFTER", "1s"));
        var mix = string.Join(',', script.Devices.Select(static device => Kind(device)));
        var plugs = await EmulatorProcess.StartAsync(home, mix, script.Devices.Length, network, Username, Password, script.Seed);
        await using var performance = new ProcessPerformance(script, plugs, home);
        return await performance.PlayAsync();
    }

    public ValueTask DisposeAsync() => _hive?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<History> PlayAsync()
    {
        _home.Write("password", Password);
        await UpAsync("up", "--house", Write("first", _household.Of(0, _began)));
        var before = Duration.Zero;
        foreach (var step in _script.Steps)
        {
            await Task.Delay(((step.At - before) / Speed).ToTimeSpan());
            before = step.At;
            await DoAsync(step);
        }

        return await RestAsync();
    }

    private async Task DoAsync(Step step)
    {
        switch (step)
        {
            case Step.Ask(_, var verb, var outlets, var length, _):
                Ask(verb, outlets, length);
                break;
            case Step.Play(_, var scene, _):
                Type(new Command("", "scene", [], null), "scene", "run", Household.Scenes[scene].Value, "--no-wait");
                break;
            case Step.Undo:
                Type(null, "undo", "--no-wait");
                break;
            case Step.Apply(_, var edition):
                Type(null, "house", "apply", Write($"edition-{edition}", _household.Of(edition, _began)));
                break;
            case Step.RollBack:
                Type(null, "house", "rollback", _house.Value);
                break;
            case Step.Adopt(_, var device, _):
                Type(null, "adopt", _plugs.Macs[device].ToString());
                break;
            case Step.Forget(_, var device, _):
                Type(null, "forget", _plugs.Macs[device].ToString());
                break;
            case Step.Kill(_, var down, _):
                await _hive!.KillAsync();
                _lives.Add(new Life(_born, Now));
                await Task.Delay((down / Speed).ToTimeSpan());
                await UpAsync("up");
                break;
            default:
                foreach (var order in OrderedFates.Of(step, Speed))
                {
                    await _plugs.OrderAsync(order);
                }

                if (step is Step.Suffer { Trouble: Trouble.Late or Trouble.Delay } suffer)
                {
                    _stray.Add(suffer.Device + 1);
                }

                break;
        }
    }

    private async Task UpAsync(params string[] arguments)
    {
        _hive = _home.Start(arguments);
        await _hive.SaysAsync(static line => line.Contains("Stop: Ctrl-C", StringComparison.Ordinal), "the hive takes commands");
        _born = Now;
    }

    /// <summary>Names outlets as the journal has them at this moment: what is typed is what a person saw.</summary>
    private void Ask(string verb, ImmutableArray<int> outlets, Duration? length)
    {
        var state = State();
        var all = Enumerable.Range(0, _script.Devices.Length - 1).SelectMany(device => SlotsOf(device).Select(slot => new OutletKey(IdOf(device), slot))).ToList();
        ImmutableArray<OutletName> names = [.. outlets.Distinct().Select(outlet => all[outlet])
            .Select(key => state.Plugs.GetValueOrDefault(key.Plug)?.Outlets.GetValueOrDefault(key.Slot)?.Name).OfType<OutletName>()];
        if (names.IsEmpty)
        {
            return;
        }

        string[] during = length is { } time ? ["--for", string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Ceiling(time.TotalSeconds / Speed))}s")] : [];
        string[] waiting = verb is "on" or "off" or "toggle" ? ["--no-wait", .. during] : [];
        Type(waiting.Length > 0 ? new Command("", verb, names, null) : null, [verb, .. names.Select(static name => name.Value), .. waiting]);
    }

    private void Type(Command? command, params string[] words)
    {
        var process = _home.Start([.. words, "--output", "json"]);
        if (command is not null)
        {
            _typed.Add((command, process));
        }
    }

    private string Write(string name, HouseDefinition file) => _home.Write($"{name}.conf", HouseText.Of(file));

    private HouseState State() => StoredJournal.Of(JournalFile, _house).Aggregate(HouseState.Empty, HouseEvolution.Evolve);

    private PlugId IdOf(int device) => new(_plugs.Macs[device].ToString());

    private IEnumerable<OutletSlot> SlotsOf(int device) =>
        _script.Devices[device].Outlets == 1 ? [OutletSlot.Whole] : Enumerable.Range(1, _script.Devices[device].Outlets).Select(static slot => new OutletSlot(slot));

    private static string Kind((Transport Transport, int Outlets) device) => device.Outlets > 1 ? "strip" : device.Transport.ToString().ToLowerInvariant();
}
