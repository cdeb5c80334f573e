using Akka.Actor;
using TapoHive.Actors.Instruments;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using Failure = TapoHive.Domain.Failures.Failure;

namespace TapoHive.Actors.Plugs;

/// <content>What an open session carries out.</content>
internal sealed partial class LinkActor
{
    private void Exchange(PlugEffect effect)
    {
        var session = _session!;
        switch (effect)
        {
            case PlugEffect.Send send:
                Carry("switch", ct => session.SwitchAsync(send.Commands, ct), static result => new PlugFact.Switched(
                    [.. result.Acknowledgements.Where(static ack => ack.Refusal is not null).Select(static ack => new SlotRefusal(ack.Slot, ack.Refusal!))],
                    result.Reading));
                break;
            case PlugEffect.SetTimers timers:
                Carry("timers", ct => TimerErrand.CarryOutAsync(session, timers.Commands, around.Clock, ct), static seen => seen);
                break;
            case PlugEffect.Inspect inspect:
                Carry("inspect", ct => InspectionErrand.CarryOutAsync(session, inspect.Part, around.Clock, ct), static fact => fact);
                break;
            case PlugEffect.Read read:
                Carry("read", ct => session.ReadAsync(read.Meters.IsDefault ? [] : read.Meters, ct), static reading => new PlugFact.ReadingObserved(reading.Plug, reading.Energy));
                break;
            case PlugEffect.FindMeters:
                Carry("find-meters", session.ReadFeaturesAsync, static features => new PlugFact.MetersFound([.. features.Outlets.Keys.Where(features.MeasuresEnergy)]));
                break;
            case PlugEffect.ReadSeries { Question: var question }:
                Carry(
                    "series",
                    ct => session.ReadSeriesAsync(question.Slot, question.From, question.To, around.Clock, ct),
                    series => new PlugFact.SeriesRead(question, series),
                    failure => failure.Kind is FailureKind.Unsupported or FailureKind.Malformed ? new PlugFact.SeriesRead(question, null) : new PlugFact.Failed(failure));
                break;
            default:
                throw new InvalidOperationException($"A link does not carry out {effect.GetType().Name}.");
        }
    }

    // What comes of it goes to the plug past this actor, which has nothing to decide about it.
    private void Carry<T>(string request, Func<CancellationToken, Task<Result<T>>> exchange, Func<T, PlugFact> fact, Func<Failure, PlugFact>? failed = null)
    {
        var measured = MeasuredRequest.Begin(Transport, request, _trace);
        var (session, limit, attempt) = (_session!, _limit, Open.Attempt);
        limit.CancelAfter(LongestRequest);
        exchange(limit.Token).PipeTo(Context.Parent, Self, success: Told, failure: error => Told(Unexpected(error)));

        LinkFact Told(Result<T> outcome)
        {
            measured.End(outcome);
            CallOff(limit);
            var told = outcome is Result<T>.Ok { Value: var value } ? fact(value)
                : ((Result<T>.Failed)outcome).Failure is var failure && failed is not null ? failed(failure)
                : new PlugFact.Failed(failure);
            return new LinkFact(attempt, told, session.Traits);
        }
    }

    private static void CallOff(CancellationTokenSource limit)
    {
        try
        {
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The session ended meanwhile, and with it all that it limits.
        }
    }
}
