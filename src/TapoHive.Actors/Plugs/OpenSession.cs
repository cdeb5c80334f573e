using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Instruments;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol;
using Failure = TapoHive.Domain.Failures.Failure;

namespace TapoHive.Actors.Plugs;

/// <summary>
/// A session that is open, for its plug to use: it carries out one request at a time and tells what came of it. Whoever opened it ends it, at any time; what is
/// asked of it after that fails, and says so.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="transport">What it speaks.</param>
/// <param name="limit">Ends whatever is under way.</param>
/// <param name="attempt">What facts about it are marked with.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class OpenSession(PlugSession session, Transport transport, CancellationTokenSource limit, long attempt, IClock clock)
{
    // Longer than any sum of the protocol's own limits: a guard against what nobody thought of, not a setting.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    private readonly CancellationToken _ended = limit.Token;

    /// <summary>What an exchange that threw means.</summary>
    public static Failure Unexpected(Exception error) => error is OperationCanceledException
        ? new Failure(FailureKind.Dark, "The plug did not answer in time.", Delivery.Unknown)
        : new Failure(FailureKind.Transient, $"The exchange with the plug failed unexpectedly ({error.GetType().Name}).", Delivery.Unknown);

    /// <summary>Carries a request out; <paramref name="plug"/> is told a <see cref="LinkFact"/>, whatever comes of it.</summary>
    public void CarryOut(PlugEffect effect, TraceContext? trace, IActorRef plug)
    {
        switch (effect)
        {
            case PlugEffect.Send send:
                Carry("switch", trace, plug, ct => session.SwitchAsync(send.Commands, ct), static result => new PlugFact.Switched(
                    [.. result.Acknowledgements.Where(static ack => ack.Refusal is not null).Select(static ack => new SlotRefusal(ack.Slot, ack.Refusal!))],
                    result.Reading));
                break;
            case PlugEffect.SetTimers timers:
                Carry("timers", trace, plug, ct => TimerErrand.CarryOutAsync(session, timers.Commands, clock, ct), static seen => seen);
                break;
            case PlugEffect.Inspect inspect:
                Carry("inspect", trace, plug, ct => InspectionErrand.CarryOutAsync(session, inspect.Part, clock, ct), static fact => fact);
                break;
            case PlugEffect.Read read:
                Carry("read", trace, plug, ct => session.ReadAsync(read.Meters.IsDefault ? [] : read.Meters, ct), static reading => new PlugFact.ReadingObserved(reading.Plug, reading.Energy));
                break;
            case PlugEffect.FindMeters:
                Carry("find-meters", trace, plug, session.ReadFeaturesAsync, static features => new PlugFact.MetersFound([.. features.Outlets.Keys.Where(features.MeasuresEnergy)]));
                break;
            case PlugEffect.ReadSeries { Question: var question }:
                Carry(
                    "series",
                    trace,
                    plug,
                    ct => session.ReadSeriesAsync(question.Slot, question.From, question.To, clock, ct),
                    series => new PlugFact.SeriesRead(question, series),
                    failure => failure.Kind is FailureKind.Unsupported or FailureKind.Malformed ? new PlugFact.SeriesRead(question, null) : new PlugFact.Failed(failure));
                break;
            default:
                throw new InvalidOperationException($"A session does not carry out {effect.GetType().Name}.");
        }
    }

    private void Carry<T>(
        string request,
        TraceContext? trace,
        IActorRef plug,
        Func<CancellationToken, Task<Result<T>>> exchange,
        Func<T, PlugFact> fact,
        Func<Failure, PlugFact>? failed = null)
    {
        var measured = MeasuredRequest.Begin(transport, request, trace);
        CallOffAfter(LongestRequest);
        exchange(_ended).PipeTo(plug, success: Told, failure: error => Told(Unexpected(error)));

        LinkFact Told(Result<T> outcome)
        {
            measured.End(outcome);
            CallOffAfter(Timeout.InfiniteTimeSpan);
            var told = outcome is Result<T>.Ok { Value: var value } ? fact(value)
                : ((Result<T>.Failed)outcome).Failure is var failure && failed is not null ? failed(failure)
                : new PlugFact.Failed(failure);
            return new LinkFact(attempt, told, session.Traits);
        }
    }

    private void CallOffAfter(TimeSpan time)
    {
        try
        {
            limit.CancelAfter(time);
        }
        catch (ObjectDisposedException)
        {
            // The session ended meanwhile, and with it all that it limits.
        }
    }
}
