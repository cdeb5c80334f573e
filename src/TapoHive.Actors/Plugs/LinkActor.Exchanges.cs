using TapoHive.Domain.Convergence;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;

namespace TapoHive.Actors.Plugs;

/// <content>What an open session carries out.</content>
internal sealed partial class LinkActor
{
    private void Exchange(PlugEffect effect)
    {
        switch (effect)
        {
            case PlugEffect.Send send:
                Run("switch", LongestRequest, ct => _session!.SwitchAsync(send.Commands, ct), outcome => Answer(outcome, static result => new PlugFact.Switched(
                    [.. result.Acknowledgements.Where(static ack => ack.Refusal is not null).Select(static ack => new SlotRefusal(ack.Slot, ack.Refusal!))],
                    result.Reading)));
                break;
            case PlugEffect.SetTimers timers:
                Run("timers", LongestRequest, ct => TimerErrand.CarryOutAsync(_session!, timers.Commands, around.Clock, ct), outcome => Answer(outcome, static seen => seen));
                break;
            case PlugEffect.Inspect inspect:
                Run("inspect", LongestRequest, ct => InspectionErrand.CarryOutAsync(_session!, inspect.Part, around.Clock, ct), outcome => Answer(outcome, static fact => fact));
                break;
            case PlugEffect.Read read:
                Run("read", LongestRequest, ct => _session!.ReadAsync(read.Meters.IsDefault ? [] : read.Meters, ct), outcome => Answer(
                    outcome, static reading => new PlugFact.ReadingObserved(reading.Plug, reading.Energy)));
                break;
            case PlugEffect.FindMeters:
                Run("find-meters", LongestRequest, _session!.ReadFeaturesAsync, outcome => Answer(
                    outcome, static features => new PlugFact.MetersFound([.. features.Outlets.Keys.Where(features.MeasuresEnergy)])));
                break;
            case PlugEffect.ReadSeries { Question: var question }:
                Run(
                    "series",
                    LongestRequest,
                    ct => _session!.ReadSeriesAsync(question.Slot, question.From, question.To, around.Clock, ct),
                    outcome => Answer(question, outcome));
                break;
            default:
                throw new InvalidOperationException($"A link does not carry out {effect.GetType().Name}.");
        }
    }

    private void Answer(SeriesQuestion question, Result<EnergySeries> outcome)
    {
        if (outcome is Result<EnergySeries>.Failed { Failure.Kind: FailureKind.Unsupported or FailureKind.Malformed })
        {
            Tell(new PlugFact.SeriesRead(question, null));
        }
        else
        {
            Answer(outcome, series => new PlugFact.SeriesRead(question, series));
        }
    }
}
