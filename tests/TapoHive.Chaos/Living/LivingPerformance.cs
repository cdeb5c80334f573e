using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Chaos.Histories;
using TapoHive.Chaos.Invariants;
using TapoHive.Chaos.Simulation;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using Command = TapoHive.Chaos.Histories.Command;

namespace TapoHive.Chaos.Living;

/// <summary>Plays a script, thirty times as fast as it is written, with real actors, sockets and protocols; then heals everything and waits until
/// all that can be done has been done.</summary>
internal sealed class LivingPerformance : IAsyncDisposable
{
    private const double Speed = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly Script _script;
    private readonly EmulatedHouse _plugs;
    private readonly IPNetwork _network;
    private readonly HouseDefinition _definition;
    private readonly ImmutableArray<(EmulatedPlug Plug, OutletSlot Slot, OutletName Name)> _outlets;
    private readonly ConcurrentDictionary<string, Command> _commands = new(StringComparer.Ordinal);
    private readonly List<Life> _lives = [];
    private readonly HashSet<int> _stray = [];
    private readonly List<Task> _underWay = [];
    private readonly List<string> _inVain = [];
    private LivingHive _hive = new();
    private Instant _born = SystemClock.Instance.GetCurrentInstant();

    private LivingPerformance(Script script, EmulatedHouse plugs, IPNetwork network)
    {
        (_script, _plugs, _network) = (script, plugs, network);
        _definition = Define(script, plugs);
        _outlets = [.. plugs.Plugs.SkipLast(1).SelectMany(static plug => plug.Outlets.Select(outlet => (plug, outlet.Slot, NameOf(plug, outlet.Slot))))];
    }

    /// <summary>Plays it in a network of its own.</summary>
    public static async Task<History> OfAsync(Script script, IPNetwork network)
    {
        await using var plugs = await EmulatedHouse.StartAsync(new HouseOptions
        {
            Mix = ((Parsed<Mix>.Ok)Mix.Parse(string.Join(',', script.Devices.Select(static device => Kind(device))))).Value,
            Binding = new HouseBinding.AddressEach(network, 0),
            DiscoveryPort = 0,
            Username = LivingHive.Username,
            Password = LivingHive.Password,
            Seed = script.Seed,
            LogCapacity = 100_000,
        });
        await using var performance = new LivingPerformance(script, plugs, network);
        return await performance.PlayAsync();
    }

    public ValueTask DisposeAsync() => _hive.DisposeAsync();

    private static Instant Now => SystemClock.Instance.GetCurrentInstant();

    private HouseName House => _definition.Name;

    private HouseView? View => _hive.Hive.Board.Views.GetValueOrDefault(House);

    private async Task<History> PlayAsync()
    {
        await _hive.Hive.Houses.Ask<HouseAccepted>(new ApplyHouse(_definition, "chaos.conf", "1"), Patience);
        await UntilAsync("all plugs are logged in", () => View?.Reports.Values.Count(static report => report.Phase == SessionPhase.LoggedIn) == _definition.Plugs.Length);
        var before = Duration.Zero;
        foreach (var step in _script.Steps)
        {
            await Task.Delay(((step.At - before) / Speed).ToTimeSpan());
            before = step.At;
            await DoAsync(step);
        }

        await HealAsync();
        var journal = await _hive.JournalAsync(House);
        _lives.Add(new Life(_born, Now));
        return Tell(journal);
    }

    private async Task DoAsync(Step step)
    {
        var plug = step.Devices.Select(number => _plugs.Plugs[number]).FirstOrDefault();
        switch (step)
        {
            case Step.Ask(_, var verb, var outlets, var length, var origin):
                Ask(verb, [.. outlets.Select(outlet => _outlets[outlet].Name).Distinct()], length, origin);
                break;
            case Step.Press(_, _, var slot):
                plug!.Press(SlotOf(plug, slot));
                break;
            case Step.Trip(_, _, var slot):
                plug!.Trip(SlotOf(plug, slot));
                break;
            case Step.Reboot(_, _, var off, _):
                plug!.Reboot((off / Speed).ToTimeSpan());
                break;
            case Step.Move:
                _plugs.Move(plug!);
                break;
            case Step.Swap(_, _, var other):
                _plugs.Swap(plug!, _plugs.Plugs[other]);
                break;
            case Step.Update(_, _, var to):
                // No plug was ever updated to the first version of KLAP, and none announces it so.
                plug!.ChangeTransport(to == Transport.Klap1 ? Transport.Klap : to);
                break;
            case Step.Rival:
                plug!.ForgetSessions();
                break;
            case Step.Suffer(_, _, var trouble, var length, var strikes):
                var (fault, method) = LivingFaults.Of(trouble);
                var isBrief = strikes < int.MaxValue;
                plug!.Inject(fault, new FaultScope(Next: isBrief ? strikes : null, For: isBrief ? null : (length / Speed).ToTimeSpan(), Method: method));
                if (trouble is Trouble.Late or Trouble.Delay)
                {
                    _stray.Add(plug.Number);
                }

                break;
            case Step.Kill(_, var down, _):
                _lives.Add(new Life(_born, Now));
                await _hive.DisposeAsync();
                await Task.Delay((down / Speed).ToTimeSpan());
                (_hive, _born) = (new LivingHive(), Now);
                _hive.Hive.Open(House);
                break;
            default:
                throw new InvalidOperationException($"Not a step: {step}.");
        }
    }

    private void Ask(string verb, ImmutableArray<OutletName> outlets, Duration? length, string origin)
    {
        ImmutableArray<string> selectors = [.. outlets.Select(static outlet => outlet.Value)];
        object message = verb switch
        {
            "release" => new ReleaseOutlets(House, selectors, new Origin(origin)),
            "retry" => new RetryPlugs(House, selectors, new Origin(origin)),
            _ => new SwitchOutlets(
                House,
                Enum.Parse<SwitchVerb>(verb, ignoreCase: true),
                selectors,
                new Origin(origin),
                length / Speed,
                Holding.UntilNextOccurrence,
                Duration.FromSeconds(10)),
        };
        if (message is SwitchOutlets)
        {
            _commands[origin] = new Command(origin, verb, outlets, null);
        }

        _underWay.Add(AnsweredAsync(_hive.Hive.Houses.Ask<object>(message, Patience), origin));
    }

    private async Task AnsweredAsync(Task<object> answer, string origin)
    {
        // Where the hive died meanwhile, no answer ever comes.
        await Task.WhenAny(answer);
        if (answer is { IsCompletedSuccessfully: true, Result: RunAccepted accepted })
        {
            _commands[origin] = _commands[origin] with { Run = accepted.Run.Id.Number };
        }
    }

    private async Task HealAsync()
    {
        foreach (var plug in _plugs.Plugs)
        {
            plug.ClearFaults();
        }

        await UntilAsync("the house is awake", () => View is { } view && view.State.Plugs.Count == _definition.Plugs.Length);
        await RetriedAsync();
        var carer = 0;
        await UntilAsync(
            "all is as wanted",
            () =>
            {
                // A relay that a protection opened stays open until a new command.
                ImmutableArray<OutletName> tripped = [.. _outlets.Where(outlet => IsTripped(outlet.Plug, outlet.Slot)).Select(static outlet => outlet.Name)];
                if (!tripped.IsEmpty)
                {
                    Ask("off", tripped, null, $"operator:carer-{++carer}");
                }

                return tripped.IsEmpty && View!.State.OpenRuns.IsEmpty && !HasEndsAhead() && !Converging.Differing(new History { Standings = Standings() }).Any()
                    && ClientSockets.To(_network) <= _definition.Plugs.Length;
            });
    }

    // What is under way may still be refused, and a retry is spent on it.
    private async Task RetriedAsync()
    {
        var over = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (View!.Reports.Values.Count(static report => report is { Phase: SessionPhase.LoggedIn, Problem: null }) < _definition.Plugs.Length && Environment.TickCount64 < over)
        {
            Ask("retry", [.. _outlets.Select(static outlet => outlet.Name)], null, "operator:healer");
            await Task.Delay(TimeSpan.FromSeconds(2));
        }
    }

    private bool HasEndsAhead() => View!.State.Plugs.Values.SelectMany(static plug => plug.Outlets.Values).Any(static outlet => outlet.Desired?.Until is not null);

    private bool IsTripped(EmulatedPlug plug, OutletSlot slot) =>
        View!.Reports.GetValueOrDefault(IdOf(plug))?.Of(slot) is { Problem.Kind: FailureKind.Unsupported } seen
        && View.State.Plugs[IdOf(plug)].Outlets[slot].Desired?.At(Now) is { } wanted && seen.State != wanted;

    /// <summary>Waits until something is the case, or for so long that it never will be: the invariants then say what is wrong.</summary>
    private async Task UntilAsync(string what, Func<bool> condition)
    {
        var giveUp = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 >= giveUp)
            {
                _inVain.Add(what);
                return;
            }

            await Task.Delay(Glance);
        }
    }

    private History Tell(ImmutableArray<HouseEvent> journal) => new()
    {
        Journal = journal,
        Commands = [.. _commands.Values],
        Movements = [.. _plugs.Plugs.SelectMany(static plug => plug.Movements.Select(moved => new Movement(
            Instant.FromDateTimeOffset(moved.At),
            plug.Mac,
            moved.Slot,
            moved.To,
            moved.Cause == MovementCause.Command ? MovedBy.Command : MovedBy.Other))).OrderBy(static moved => moved.At)],
        Writes = [.. _plugs.Plugs.SelectMany(plug => plug.Requests.Where(static seen => seen is { Method: "set_device_info", Code: 0 }).Select(seen =>
            new Write(Instant.FromDateTimeOffset(seen.At), plug.Mac, seen.Slot ?? OutletSlot.Whole, null, _stray.Contains(plug.Number))))],
        Lives = [.. _lives],
        Standings = Standings(),
        Counts =
        [
            new Count("connections to plugs", ClientSockets.To(_network), _definition.Plugs.Length),
            new Count("actors of plugs", _hive.ActorsBelow("plugs", 1), _definition.Plugs.Length),
            new Count("links of plugs", _hive.ActorsBelow("plugs", 2), _definition.Plugs.Length),
            new Count("houses", _hive.ActorsBelow("houses", 1), 1),
            .. _inVain.Select(static what => new Count($"waits in vain until {what}", 1, 0)),
            new Count("runs that never settle", View!.State.OpenRuns.Count, 0),
        ],
        End = Now,
        Flight = Duration.FromTimeSpan(LivingFaults.Longest) + Duration.FromSeconds(30),
        Punctuality = Duration.FromMinutes(1),
    };

    private ImmutableArray<Standing> Standings() => [.. _outlets.Select(outlet =>
    {
        var report = View!.Reports.GetValueOrDefault(IdOf(outlet.Plug));
        var seen = report?.Of(outlet.Slot);
        var desired = View.State.Plugs[IdOf(outlet.Plug)].Outlets[outlet.Slot].Desired;
        return new Standing(
            outlet.Name,
            outlet.Plug.PowerOf(outlet.Slot),
            seen?.State,
            desired?.At(Now),
            desired is null || desired.IsOver(Now) || seen?.ProvenRevision == desired.Revision,
            (seen?.Problem ?? report?.Problem)?.Message);
    })];

    private static string Kind((Transport Transport, int Outlets) device) => device.Outlets > 1 ? "strip" : device.Transport switch
    {
        Transport.Aes => "aes",
        Transport.Klap1 => "klap1",
        Transport.Tpap => "tpap",
        _ => "klap",
    };

    private static PlugId IdOf(EmulatedPlug plug) => new(plug.Mac.ToString());

    private static OutletSlot? SlotOf(EmulatedPlug plug, OutletSlot slot) => plug.Outlets.Length == 1 ? null : slot;

    private static OutletName NameOf(EmulatedPlug plug, OutletSlot slot) =>
        new(slot == OutletSlot.Whole ? $"p{plug.Number}" : $"p{plug.Number}.{(char)('a' + slot.Number)}");

    private static HouseDefinition Define(Script script, EmulatedHouse plugs) => new(
        new HouseName($"chaos-{script.Seed}"),
        "Europe/London",
        [new AccountDefinition(new AccountName("default"), LivingHive.Username, new SecretReference(SecretSource.Environment, "UNUSED"))],
        new DiscoveryDefinition([DiscoveryTarget.FromText("127.255.255.255")], Duration.FromSeconds(2), Adoption.Ask, plugs.DiscoveryPort),
        PressPolicy.Follow,
        [.. plugs.Plugs.SkipLast(1).Select(plug => new PlugDefinition(
            new PlugName($"p{plug.Number}"),
            plug.Mac,
            null,
            null,
            new AccountName("default"),
            null,
            [],
            Protect.No,
            plug.Number % 3 == 0 ? PowerState.On : null,
            script.Enforced.Contains(plug.Number - 1) ? PressPolicy.Enforce : null,
            plug.Outlets.Length == 1 ? [] : [.. plug.Outlets.Select(static outlet => new OutletDefinition($"{(char)('a' + outlet.Slot.Number)}", outlet.Slot, null, [], null))]))]);
}
