using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Chaos.Histories;

/// <summary>
/// What a journal says of one outlet, layer by layer, worked out anew from the words of the design and not with the house's own code: safety
/// before manual before schedule before what the file says; an end is followed by the next filled layer, else by the opposite.
/// </summary>
internal sealed class Layers(PlugId plug, OutletSlot slot)
{
    private readonly Dictionary<long, Layer> _planned = [];
    private readonly HashSet<long> _overtaken = [];
    private readonly Dictionary<long, OutletName> _passing = [];
    private readonly HouseFiles _files = new(plug, slot);
    private Word? _schedule;
    private bool _keptOff;

    /// <summary>Whether the last event was a step of a scene for an outlet of which something newer had been asked since the scene was: of a scene by
    /// hand anything, of a schedule's something that a schedule asked.</summary>
    public bool Overrules { get; private set; }

    /// <summary>What a person, a program or a press said.</summary>
    public Word? Manual { get; private set; }

    /// <summary>What is wanted now, and, where that ends by itself, when and what follows.</summary>
    public (PowerState? Wanted, Instant? Until, PowerState? Then) Told =>
        _keptOff ? (PowerState.Off, null, null)
        : Manual is { Until: { } until } limited ? (limited.Wanted, until, _schedule?.Wanted ?? _files.Base ?? limited.Wanted.Opposite())
        : (Manual?.Wanted ?? _schedule?.Wanted ?? _files.Base, null, null);

    /// <summary>Takes one more event.</summary>
    public void Take(HouseEvent happened, long number)
    {
        Overrules = false;
        switch (happened)
        {
            case HouseApplied or HouseRolledBack or PlugFound or PlugAdopted or PlugForgotten:
                Redefined(happened, number);
                break;
            case RunPlanned planned:
                _planned[number] = planned.Layer;
                _files.Fired(planned.Occurrence);
                break;
            case RunStarted run:
                Started(run, number);
                break;
            case StepBegan step when Of(step.Intents) is { } intent:
                Overrules = _planned[step.Run.Number] == Layer.Manual ? _overtaken.Contains(step.Run.Number) : _schedule?.By > step.Run.Number;
                Ask(step.Run.Number);
                Fill(_planned[step.Run.Number], new Word(intent.Wanted, step.Run.Number, step.At, Origin: step.Origin), _overtaken.Contains(step.Run.Number));
                break;
            case RunSettled settled:
                Passed(settled.Run.Id.Number, settled.Run.Outlets);
                break;
            case RunCompleted completed:
                Passed(completed.Run.Number, completed.Outlets);
                break;
            case PressesFollowed followed when followed.Presses.LastOrDefault(press => press.Plug == plug && press.Slot == slot) is { } press:
                Ask(long.MaxValue);
                Fill(Layer.Manual, new Word(press.State, number, press.At));
                break;
            case IntentsReleased released when released.Outlets.Contains(new OutletKey(plug, slot)):
                Ask(long.MaxValue);
                Manual = null;
                break;
            case IntentsEnded ended:
                foreach (var each in ended.Intents.Where(intent => intent.Plug == plug && intent.Slot == slot))
                {
                    End(each.Layer, number, happened.At);
                }

                break;
            case MaxOnReached reached when reached.Outlets.Any(outlet => outlet.Plug == plug && outlet.Slot == slot):
                Manual = Manual?.Wanted == PowerState.On ? null : Manual;
                _schedule = _schedule?.Wanted == PowerState.On ? null : _schedule;
                _keptOff = true;
                break;
            default:
                break;
        }
    }

    private RunIntent? Of(IEnumerable<RunIntent> intents) =>
        _files.IsMember ? intents.LastOrDefault(intent => intent.Plug == plug && intent.Slot == slot) : null;

    private void Redefined(HouseEvent happened, long number)
    {
        if (!_files.Take(happened))
        {
            (Manual, _schedule, _keptOff) = (null, null, false);
        }

        if (_schedule is { } word && _files.Ended.Contains(word.Origin))
        {
            End(Layer.Schedule, number, happened.At);
        }
    }

    private void Started(RunStarted run, long number)
    {
        _files.Fired(run.Occurrence);
        if (Of(run.Intents) is not { } intent)
        {
            return;
        }

        Ask(number);
        if (intent.PutBack is not { } before)
        {
            Fill(run.Layer ?? Layer.Manual, new Word(intent.Wanted, number, run.At, run.Until, run.Holding, run.Origin), Manual?.Since > run.Occurrence?.Due);
            return;
        }

        Manual = Word(before.Manual);
        _schedule = Word(before.Schedule);
        _keptOff &= Manual is null && _schedule is null;
        if (before.Top is null)
        {
            // Nobody wanted anything: it is only brought back to where it was.
            _passing[number] = intent.Name;
            Fill(Layer.Manual, new Word(intent.Wanted, number, run.At, Origin: run.Origin));
        }
    }

    private void Fill(Layer layer, Word word, bool manualIsNewer = false)
    {
        _keptOff = false;
        if (layer == Layer.Manual)
        {
            Manual = word;
            return;
        }

        _schedule = word;
        Manual = manualIsNewer || Manual is { Holding: Holding.UntilReleased } ? Manual : null;
    }

    private void End(Layer layer, long number, Instant at)
    {
        if ((layer == Layer.Manual ? Manual : _schedule) is not { } ended)
        {
            return;
        }

        Manual = layer == Layer.Manual ? null : Manual;
        _schedule = layer == Layer.Schedule ? null : _schedule;
        if (Told.Wanted is null)
        {
            Fill(layer, new Word(ended.Wanted.Opposite(), number, at));
        }
    }

    /// <summary>Somebody asked something: runs of several steps that were accepted before are older than that.</summary>
    private void Ask(long by) => _overtaken.UnionWith(_planned.Keys.Where(run => run < by));

    private void Passed(long run, IEnumerable<OutletEvidence> outlets)
    {
        if (_passing.TryGetValue(run, out var name) && Manual?.By == run && outlets.Any(outlet => outlet.Name == name && outlet.Outcome == OutletOutcome.Converged))
        {
            Manual = null;
        }
    }

    private static Word? Word(Intent? intent) =>
        intent is null ? null : new Word(intent.Wanted, intent.Run?.Number ?? 0, intent.Since, intent.Until, intent.Holding, intent.Origin);
}
