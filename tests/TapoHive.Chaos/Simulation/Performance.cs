using System.Collections.Immutable;
using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Scenes;

namespace TapoHive.Chaos.Simulation;

/// <summary>Plays a script to its end, heals everything, and waits until all that can be done has been done.</summary>
internal sealed class Performance
{
    // Longer than any pause after failures: a refusal that costs the plug nothing is looked at again after five minutes.
    private static readonly Duration Longest = Duration.FromMinutes(8);
    private static readonly HouseName House = new("chaos");

    private readonly Script _script;
    private readonly World _world;
    private readonly List<Command> _commands = [];
    private readonly List<Life> _lives = [];
    private readonly Instant _began;
    private SimulatedHive? _hive;
    private SimulatedHive? _last;

    private Performance(Script script)
    {
        _script = script;
        _world = new World(script);
        _began = _world.Time.Now;
    }

    public static History Of(Script script) => new Performance(script).Play();

    private History Play()
    {
        Start();
        Apply(_world.Household.Of(0, _began), "0");
        _world.Time.Run(Duration.FromSeconds(5));
        foreach (var step in _script.Steps)
        {
            _world.Time.After(step.At, () => Do(step));
        }

        _world.Time.Run(_script.Length + Duration.FromSeconds(60));
        Heal();
        End();
        return Tell();
    }

    private void Do(Step step)
    {
        var device = step.Devices.Select(number => _world.Network.Devices[number]).FirstOrDefault();
        switch (step)
        {
            case Step.Ask(_, var verb, var outlets, var length, var origin):
                Ask(verb, outlets.Select(outlet => _world.Outlets[outlet]), length, origin);
                break;
            case Step.Play(_, var scene, var origin):
                Play(Household.Scenes[scene], origin);
                break;
            case Step.Cancel(_, var origin) when _hive?.House.State.OpenRuns is { IsEmpty: false } open:
                _hive.Tell(new CancelRun(House, open.Keys.Last(), new Origin(origin)));
                break;
            case Step.Cancel:
                break;
            case Step.Undo(_, var origin):
                _hive?.Tell(new UndoRun(House, null, new Origin(origin), Asked.Window));
                break;
            case Step.Apply(_, var edition):
                Apply(_world.Household.Of(edition, _began), $"{edition}");
                break;
            case Step.RollBack(_, var origin):
                _hive?.Tell(new RollBackHouse(House, new Origin(origin)));
                break;
            case Step.Adopt(_, _, var origin):
                _hive?.Tell(new AdoptPlugs(House, [device!.Mac.ToString()], new Origin(origin)));
                break;
            case Step.Forget(_, _, var origin):
                _hive?.Tell(new ForgetPlugs(House, [device!.Mac.ToString()], new Origin(origin)));
                break;
            case Step.Press(_, _, var slot):
                device!.Press(slot);
                break;
            case Step.Trip(_, _, var slot):
                device!.Trip(slot);
                break;
            case Step.Reboot(_, _, var off, var remembers):
                device!.Reboot(off, remembers);
                break;
            case Step.Move:
                _world.Network.Move(device!);
                break;
            case Step.Swap(_, _, var other):
                Network.Swap(device!, _world.Network.Devices[other]);
                break;
            case Step.Update(_, _, var to):
                (device!.Transport, device.Session) = (to, null);
                break;
            case Step.Rival(_, _, var every, var times):
                Rival(device!, every, times);
                break;
            case Step.Suffer(_, _, var trouble, var length, var strikes):
                device!.Suffer(trouble, length, strikes);
                break;
            case Step.Kill(_, var down, var made):
                Kill(down, made);
                break;
            default:
                throw new InvalidOperationException($"Not a step: {step}.");
        }
    }

    private void Start() => _hive = new SimulatedHive(_world);

    private void Kill(Duration down, bool made)
    {
        if (_hive is null)
        {
            return;
        }

        End();
        _world.Journal.Crash(made);
        _world.Toggling.Clear();
        _world.Time.After(down, Start);
    }

    private void End()
    {
        _hive!.Kill();
        _lives.Add(new Life(_hive.StartedAt, _world.Time.Now));
        _last = _hive;
        _hive = null;
    }

    private void Apply(HouseDefinition file, string hash) => _hive?.Tell(new ApplyHouse(file, "chaos.conf", hash));

    /// <summary>Asks for outlets by the names that the house shows for them at this moment.</summary>
    private void Ask(string verb, IEnumerable<(Device Device, OutletSlot Slot)> outlets, Duration? length, string origin)
    {
        ImmutableArray<OutletName> names = [.. outlets.Select(outlet => RecordOf(_hive, outlet.Device, outlet.Slot)?.Name).OfType<OutletName>()];
        if (!names.IsEmpty)
        {
            _hive!.Tell(new Asked(verb, names, length, new Origin(origin), Sent(origin, verb, names)));
        }
    }

    private void Play(SceneName scene, string origin)
    {
        if (_hive?.House.State.Definition is not null)
        {
            _hive.Tell(new Played(scene, new Origin(origin), Sent(origin, "scene", [])));
        }
    }

    /// <summary>What the client does with the answer.</summary>
    private Action<long?> Sent(string origin, string verb, ImmutableArray<OutletName> outlets)
    {
        var index = _commands.Count;
        _commands.Add(new Command(origin, verb, outlets, null));
        return run => _commands[index] = _commands[index] with { Run = run };
    }

    private static OutletRecord? RecordOf(SimulatedHive? hive, Device device, OutletSlot slot) => hive?.House.State.Plugs.GetValueOrDefault(IdOf(device))?.Outlets.GetValueOrDefault(slot);

    private static PlugReport? ReportOf(SimulatedHive? hive, Device device) => hive?.House.Reports.GetValueOrDefault(IdOf(device));

    private static PlugId IdOf(Device device) => new(device.Mac.ToString());

    private void Rival(Device device, Duration every, int times)
    {
        device.Session = new object();
        if (times > 1)
        {
            _world.Time.After(every, () => Rival(device, every, times - 1));
        }
    }

    private void Heal()
    {
        foreach (var device in _world.Network.Devices)
        {
            device.Heal();
        }

        // Nothing is due by itself from now on. What is under way may still be refused, and a retry is not spent on it.
        Apply(_world.Household.Quiet(1), "quiet");
        _world.Time.Run(Duration.FromSeconds(5));

        // A person is asked for one thing only: to say that a refused password is right after all, now and when a plug that was away comes to ask.
        // Whatever else was wrong passes without a word.
        foreach (var wait in new[] { Duration.FromMinutes(2), Longest })
        {
            Ask("retry", _world.Outlets.Where(outlet => ReportOf(_hive, outlet.Device)?.Problem?.Kind is FailureKind.CredentialsRejected or FailureKind.OtherOwner), null, "operator:healer");
            _world.Time.Run(wait);
        }

        // A relay that a protection opened stays open until a new command, also after the plug has forgotten why.
        Ask("off", _world.Outlets.Where(outlet => IsLetBe(outlet.Device, outlet.Slot)), null, "operator:carer");
        _world.Time.Run(Duration.FromMinutes(2));
    }

    private bool IsLetBe(Device device, OutletSlot slot) =>
        ReportOf(_hive, device)?.Of(slot) is { Problem.Kind: FailureKind.Unsupported } || device.Protections.ContainsKey(slot);

    private History Tell() => new()
    {
        Journal = _world.Journal.Events,
        Strangers = [_world.Network.Devices[^1].Mac],
        Commands = [.. _commands.Where(static command => command.Verb is "on" or "off" or "toggle" or "scene")],
        Movements = _world.Movements,
        Writes = _world.Writes,
        Lives = [.. _lives],
        Standings = [.. _world.Outlets.Select(outlet => StandingOf(outlet.Device, outlet.Slot)).OfType<Standing>()],
        Counts =
        [
            new Count("presses kept", _world.Bounds.Presses, 32),
            new Count("lost sessions kept", _world.Bounds.Losses, 120),
            new Count("unresolved commands kept", _world.Bounds.Unresolved, 64),
            new Count("driven-back presses kept", _world.Bounds.DrivenBack, 16),
            new Count("runs that never settle", _last!.House.State.OpenRuns.Count, 0),
            new Count("actors of plugs", _last.Plugs.Count, _last.House.State.Plugs.Count),
        ],
        End = _world.Time.Now,
    };

    private Standing? StandingOf(Device device, OutletSlot slot)
    {
        if (RecordOf(_last, device, slot) is not { } outlet)
        {
            return null;
        }

        var report = ReportOf(_last, device);
        var seen = report?.Of(slot);
        var desired = outlet.Desired;
        return new Standing(
            outlet.Name,
            device.Relays[slot],
            seen?.State,
            desired?.At(_world.Time.Now),
            desired is null || desired.IsOver(_world.Time.Now) || seen?.ProvenRevision == desired.Revision,
            (seen?.Problem ?? report?.Problem)?.Message);
    }
}
