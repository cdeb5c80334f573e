using System.Collections.Immutable;
using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Chaos.Simulation;

/// <summary>Plays a script to its end, heals everything, and waits until all that can be done has been done.</summary>
internal sealed class Performance
{
    private readonly Script _script;
    private readonly World _world;
    private readonly List<Command> _commands = [];
    private readonly List<Life> _lives = [];
    private SimulatedHive? _hive;
    private SimulatedHive? _last;

    private Performance(Script script)
    {
        _script = script;
        _world = new World(script);
    }

    public static History Of(Script script) => new Performance(script).Play();

    private History Play()
    {
        Start();
        _hive!.House.Apply(_world.Definition);
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
                Ask(verb, [.. outlets.Select(outlet => _world.Outlets[outlet].Name)], length, origin);
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

    private void Ask(string verb, ImmutableArray<OutletName> outlets, Duration? length, string origin)
    {
        if (_hive is null || _hive.House.State.Definition is null)
        {
            return;
        }

        var index = _commands.Count;
        _commands.Add(new Command(origin, verb, outlets, null));
        _hive.Tell(new Asked(verb, outlets, length, new Origin(origin), run => _commands[index] = _commands[index] with { Run = run }));
    }

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

        // What is under way may still be refused, and a retry is not spent on it.
        _world.Time.Run(Duration.FromSeconds(5));
        Ask("retry", [.. _world.Outlets.Select(static outlet => outlet.Name)], null, "operator:healer");
        _world.Time.Run(Duration.FromMinutes(3));

        // A relay that a protection opened stays open until a new command, also after the plug has forgotten why.
        ImmutableArray<OutletName> tripped = [.. _world.Outlets.Where(outlet => IsLetBe(outlet.Device, outlet.Slot)).Select(static outlet => outlet.Name)];
        if (!tripped.IsEmpty)
        {
            Ask("off", tripped, null, "operator:carer");
        }

        _world.Time.Run(Duration.FromMinutes(2));
    }

    private bool IsLetBe(Device device, OutletSlot slot) =>
        _hive!.House.Reports.GetValueOrDefault(new PlugId(device.Mac.ToString()))?.Of(slot) is { Problem.Kind: FailureKind.Unsupported } || device.Protections.ContainsKey(slot);

    private History Tell() => new()
    {
        Journal = _world.Journal.Events,
        Commands = [.. _commands.Where(static command => command.Verb is "on" or "off" or "toggle")],
        Movements = _world.Movements,
        Writes = _world.Writes,
        Lives = [.. _lives],
        Standings = [.. _world.Outlets.Select(outlet => StandingOf(outlet.Device, outlet.Slot, outlet.Name))],
        Counts =
        [
            new Count("presses kept", _world.Bounds.Presses, 32),
            new Count("lost sessions kept", _world.Bounds.Losses, 120),
            new Count("unresolved commands kept", _world.Bounds.Unresolved, 64),
            new Count("driven-back presses kept", _world.Bounds.DrivenBack, 16),
            new Count("runs that never settle", _last!.House.State.OpenRuns.Count, 0),
            new Count("actors of plugs", _last.Plugs.Count, _world.Definition.Plugs.Length),
        ],
        End = _world.Time.Now,
    };

    private Standing StandingOf(Device device, OutletSlot slot, OutletName name)
    {
        var id = new PlugId(device.Mac.ToString());
        var outlet = _last!.House.State.Plugs[id].Outlets[slot];
        var report = _last.House.Reports.GetValueOrDefault(id);
        var seen = report?.Of(slot);
        var desired = outlet.Desired;
        return new Standing(
            name,
            device.Relays[slot],
            seen?.State,
            desired?.At(_world.Time.Now),
            desired is null || desired.IsOver(_world.Time.Now) || seen?.ProvenRevision == desired.Revision,
            (seen?.Problem ?? report?.Problem)?.Message);
    }
}
