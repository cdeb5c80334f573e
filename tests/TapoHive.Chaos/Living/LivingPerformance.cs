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
internal sealed partial class LivingPerformance : IAsyncDisposable
{
    private const double Speed = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly Duration Window = Duration.FromSeconds(10);

    private readonly Script _script;
    private readonly EmulatedHouse _plugs;
    private readonly IPNetwork _network;
    private readonly Household _household;
    private readonly ImmutableArray<(EmulatedPlug Plug, OutletSlot Slot)> _outlets;
    private readonly ConcurrentDictionary<string, Command> _commands = new(StringComparer.Ordinal);
    private readonly List<Life> _lives = [];
    private readonly HashSet<int> _stray = [];
    private readonly List<Task> _asked = [];
    private readonly List<Task> _rivals = [];
    private readonly List<string> _inVain = [];
    private readonly Instant _began = Now;
    private int _connections;

    // Of the last look: a command that was delayed may move a relay right after, which is for the hive's next look to find.
    private ImmutableArray<Standing> _standings = [];
    private long _lookAgainAt;
    private LivingHive _hive = new();
    private Instant _born = SteadyClock.Instance.GetCurrentInstant();

    private LivingPerformance(Script script, EmulatedHouse plugs, IPNetwork network)
    {
        (_script, _plugs, _network) = (script, plugs, network);
        House = new HouseName($"chaos-{script.Seed}");
        _household = Furnish(script, House, plugs);
        _outlets = [.. plugs.Plugs.SkipLast(1).SelectMany(static plug => plug.Outlets.Select(outlet => (plug, outlet.Slot)))];
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

    private static Instant Now => SteadyClock.Instance.GetCurrentInstant();

    private HouseName House { get; }

    private HouseView? View => _hive.Hive.Board.Views.GetValueOrDefault(House);

    private async Task<History> PlayAsync()
    {
        var file = _household.Of(0, _began);
        await _hive.Hive.Houses.Ask<HouseAccepted>(new ApplyHouse(file, "chaos.conf", "0"), Patience);
        await UntilAsync("all plugs are logged in", () => View?.Reports.Values.Count(static report => report.Phase == SessionPhase.LoggedIn) == file.Plugs.Length);
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
                Ask(verb, outlets.Distinct().Select(outlet => _outlets[outlet]), length, origin);
                break;
            case Step.Play or Step.Cancel or Step.Undo or Step.Apply or Step.RollBack or Step.Adopt or Step.Forget:
                Order(step, plug);
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
            case Step.Rival(_, _, var every, var times):
                _rivals.Add(RivalAsync(plug!, every, times));
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
                _asked.Clear();
                await _hive.DisposeAsync();
                await Task.Delay((down / Speed).ToTimeSpan());
                (_hive, _born) = (new LivingHive(), Now);
                _hive.Hive.Open(House);
                break;
            default:
                throw new InvalidOperationException($"Not a step: {step}.");
        }
    }

    private void Order(Step step, EmulatedPlug? plug)
    {
        switch (step)
        {
            case Step.Play(_, var scene, var origin) when View is not null:
                _commands[origin] = new Command(origin, "scene", [], null);
                Send(new RunScene(House, Household.Scenes[scene], new Origin(origin), Layer.Manual, null, Window), origin);
                break;
            case Step.Cancel(_, var origin) when View?.State.OpenRuns is { IsEmpty: false } open:
                Send(new CancelRun(House, open.Keys.Last(), new Origin(origin)), origin);
                break;
            case Step.Undo(_, var origin):
                Send(new UndoRun(House, null, new Origin(origin), Window), origin);
                break;
            case Step.Apply(_, var edition):
                Send(new ApplyHouse(_household.Of(edition, _began), "chaos.conf", $"{edition}"), "");
                break;
            case Step.RollBack(_, var origin):
                Send(new RollBackHouse(House, new Origin(origin)), origin);
                break;
            case Step.Adopt(_, _, var origin):
                Send(new AdoptPlugs(House, [plug!.Mac.ToString()], new Origin(origin)), origin);
                break;
            case Step.Forget(_, _, var origin):
                Send(new ForgetPlugs(House, [plug!.Mac.ToString()], new Origin(origin)), origin);
                break;
            default:
                break;
        }
    }

    private static async Task RivalAsync(EmulatedPlug plug, Duration every, int times)
    {
        for (var left = times; left > 0; left--)
        {
            plug.ForgetSessions();
            await Task.Delay((every / Speed).ToTimeSpan());
        }
    }

    /// <summary>Asks for outlets by the names that the house shows for them at this moment.</summary>
    private void Ask(string verb, IEnumerable<(EmulatedPlug Plug, OutletSlot Slot)> outlets, Duration? length, string origin)
    {
        ImmutableArray<OutletName> names = [.. outlets.Select(outlet => RecordOf(outlet.Plug, outlet.Slot)?.Name).OfType<OutletName>()];
        if (names.IsEmpty)
        {
            return;
        }

        ImmutableArray<string> selectors = [.. names.Select(static name => name.Value)];
        object message = verb switch
        {
            "release" => new ReleaseOutlets(House, selectors, new Origin(origin)),
            "retry" => new RetryPlugs(House, selectors, new Origin(origin)),
            _ => new SwitchOutlets(House, Enum.Parse<SwitchVerb>(verb, ignoreCase: true), selectors, new Origin(origin), length / Speed, Holding.UntilNextOccurrence, Window),
        };
        if (message is SwitchOutlets)
        {
            _commands[origin] = new Command(origin, verb, names, null);
        }

        Send(message, origin);
    }

    private void Send(object message, string origin) => _asked.Add(AnsweredAsync(_hive.Hive.Houses.Ask<object>(message, Patience), origin));

    private async Task AnsweredAsync(Task<object> answer, string origin)
    {
        // Where the hive died meanwhile, no answer ever comes.
        await Task.WhenAny(answer);
        if (answer is { IsCompletedSuccessfully: true, Result: RunAccepted accepted } && _commands.TryGetValue(origin, out var command))
        {
            _commands[origin] = command with { Run = accepted.Run.Id.Number };
        }
    }

    private async Task HealAsync()
    {
        foreach (var plug in _plugs.Plugs)
        {
            plug.ClearFaults();
        }

        // Nothing is due by itself from now on.
        await Task.WhenAll(_rivals);
        await UntilAsync("the house is awake", () => View is not null);
        Send(new ApplyHouse(_household.Quiet(1), "chaos.conf", "quiet"), "");
        var carer = 0;
        await UntilAsync(
            "all is as wanted",
            () =>
            {
                if (Environment.TickCount64 >= _lookAgainAt)
                {
                    _lookAgainAt = Environment.TickCount64 + 2_000;
                    Care(++carer);
                }

                (_connections, _standings) = (ClientSockets.To(_network), Standings());
                return IsAtRest();
            });
    }

    /// <summary>What a person has to do: say that a refused password is right after all, and switch what a protection opened. Whatever else was wrong passes
    /// without a word.</summary>
    private void Care(int time)
    {
        Ask("retry", _outlets.Where(outlet => ReportOf(outlet.Plug) is { Problem.Kind: FailureKind.CredentialsRejected or FailureKind.OtherOwner, Offer.Transport: Transport.Aes or Transport.Tpap }), null, "operator:healer");
        Ask("off", _outlets.Where(outlet => IsTripped(outlet.Plug, outlet.Slot)), null, $"operator:carer-{time}");
    }

    private bool IsAtRest() => _asked.TrueForAll(static task => task.IsCompleted)
        && View!.State is { OpenRuns.IsEmpty: true, SourceHash: "quiet" } state
        && !state.Plugs.Values.SelectMany(static plug => plug.Outlets.Values).Any(static outlet => outlet.Desired?.Until is not null || outlet.Limit is not null)
        && !Converging.Differing(new History { Standings = _standings }).Any()
        && _connections <= state.Plugs.Count;

    private bool IsTripped(EmulatedPlug plug, OutletSlot slot) =>
        ReportOf(plug)?.Of(slot) is { Problem.Kind: FailureKind.Unsupported } seen && RecordOf(plug, slot)?.Desired?.At(Now) is { } wanted && seen.State != wanted;

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
}
