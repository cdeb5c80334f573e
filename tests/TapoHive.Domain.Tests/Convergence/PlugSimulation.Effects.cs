using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Tests.Convergence;

/// <content>What its effects come to: the plug and the network.</content>
internal sealed partial class PlugSimulation
{
    private static readonly Duration Trip = Duration.FromMilliseconds(20);
    private static readonly Duration Patience = Duration.FromSeconds(2);
    private const int MostEffectsInASecond = 30;

    private void Begin(PlugEffect effect)
    {
        Assert.False(State.Quarantine == Quarantine.Quarantined && effect is not PlugEffect.Probe, "A word to a plug in quarantine.");
        Effects.Add((_true, effect));
        Assert.True(
            Effects.Count <= MostEffectsInASecond || _true - Effects[^(MostEffectsInASecond + 1)].At >= Duration.FromSeconds(1),
            $"More than {MostEffectsInASecond} effects in a second: {string.Join(", ", Effects.TakeLast(8).Select(e => e.Effect.GetType().Name))}.");
        Observe(new PlugFact.Began(effect));
        _proofs.Begin();
        _attempt++;
        switch (effect)
        {
            case PlugEffect.Connect connect:
                Connect(connect);
                break;
            case PlugEffect.Send send:
                Assert.Equal(SessionPhase.LoggedIn, State.Phase);
                foreach (var command in send.Commands)
                {
                    Assert.Equal(State.Outlets[command.Slot].Wanted(Now), command.Wanted);
                }

                Send(send);
                break;
            case PlugEffect.Read:
                Assert.Equal(SessionPhase.LoggedIn, State.Phase);
                Exchange(static () => { }, reading => new PlugFact.ReadingObserved(reading));
                break;
            case PlugEffect.SetTimers timers:
                Assert.Equal(SessionPhase.LoggedIn, State.Phase);
                SetTimers(timers);
                break;
            case PlugEffect.Inspect inspect:
                Assert.Equal(SessionPhase.LoggedIn, State.Phase);
                Exchange(static () => { }, _ => inspect.Part switch
                {
                    InspectionPart.Settings settings => new PlugFact.SettingsObserved(Plug.See(settings)),
                    InspectionPart.Rules rules => new PlugFact.RulesObserved(rules.Slot, Now, Plug.RulesOf(rules.Slot.Number)),
                    var other => throw new InvalidOperationException($"Not a part: {other}."),
                });
                break;
            case PlugEffect.Probe:
                Probe();
                break;
            case PlugEffect.Disconnect disconnect:
                Plug.HasSession = false;
                Tell(Trip, new PlugFact.Disconnected(disconnect.Reason));
                break;
            default:
                throw new InvalidOperationException($"Not an effect: {effect}.");
        }
    }

    private void Connect(PlugEffect.Connect connect)
    {
        Assert.False(
            State.ForeignAddress == connect.Address && Now < State.ForeignUntil && State.ForeignUntil - Now <= Duration.FromMinutes(15),
            "A connection to where another device has just answered.");
        Assert.False(
            State.Ownership == Ownership.Others && State.Quarantine != Quarantine.Overruled && connect.Offer.Transport is Transport.Aes or Transport.Tpap,
            "A login that spends an attempt on another owner's plug.");
        if (Plug.Usurper is { } other && other.Address == connect.Address)
        {
            Meet(other, connect.Offer);
        }
        else if (Plug.Dark || connect.Address != Plug.Address)
        {
            Fail(Patience, FailureKind.Dark);
        }
        else if (Plug.Forbids)
        {
            Fail(Trip, FailureKind.CompatibilityOff);
        }
        else if (Plug.AsksForPatience is { } pause)
        {
            Fail(Trip, FailureKind.Busy, Delivery.NotDelivered, pause);
        }
        else if (connect.Offer.Transport != Plug.Transport)
        {
            Fail(Trip, FailureKind.TransportChanged);
        }
        else
        {
            Tell(Trip, new PlugFact.KeysAgreed());
            Plug.Logins++;
            if (Plug.RefusesAccount)
            {
                Plug.RefusedLogins++;
                Fail(Trip * 2, FailureKind.CredentialsRejected);
                return;
            }

            After(Trip * 2, () =>
            {
                Plug.HasSession = true;
                Tell(Trip, new PlugFact.Connected(Plug.Read(), Now + Plug.SessionLifetime, null));
            });
        }
    }

    private void Meet(Usurper other, TransportOffer offer)
    {
        if (other.Speaks is { } spoken && spoken != offer.Transport)
        {
            Fail(Trip, FailureKind.TransportChanged);
            return;
        }

        Tell(Trip, new PlugFact.KeysAgreed());
        if (other.Refuses)
        {
            Fail(Trip * 2, FailureKind.CredentialsRejected);
        }
        else
        {
            Tell(Trip * 2, new PlugFact.Connected(Usurper.Reading(), Now + Plug.SessionLifetime, null));
        }
    }

    private void Send(PlugEffect.Send send)
    {
        if (!Plug.SwitchFaults.TryDequeue(out var fault))
        {
            Exchange(() => Plug.Apply(send.Commands), reading => new PlugFact.Switched([], reading));
            return;
        }

        switch (fault)
        {
            case SwitchFault.AcknowledgedNotApplied:
                Exchange(static () => { }, reading => new PlugFact.Switched([], reading));
                break;
            case SwitchFault.DroppedBeforeApplying:
                Fail(Trip, FailureKind.Transient);
                break;
            case SwitchFault.DroppedAfterApplying:
                Plug.Apply(send.Commands);
                Fail(Trip, FailureKind.Transient, Delivery.Unknown);
                break;
            case SwitchFault.AppliedLate:
                After(Duration.FromSeconds(9), () => Plug.Apply(send.Commands));
                Fail(Patience, FailureKind.Dark, Delivery.Unknown);
                break;
            case SwitchFault.ShownLate:
                Exchange(() => After(Duration.FromMilliseconds(100), () => Plug.Apply(send.Commands)), reading => new PlugFact.Switched([], reading));
                break;
            case SwitchFault.Busy:
                Fail(Trip, FailureKind.Busy, Delivery.NotDelivered, Duration.FromSeconds(2));
                break;
            default:
                throw new InvalidOperationException($"Not a fault: {fault}.");
        }
    }

    private void SetTimers(PlugEffect.SetTimers timers)
    {
        ImmutableArray<TimerSeen> seen = [];
        Exchange(() => seen = [.. timers.Commands.Select(Plug.See)], reading => new PlugFact.TimersObserved([.. seen.Select(s => s with { At = s.At + _clockError })], reading));
    }

    /// <summary>One request inside the session: the plug acts half-way, and its answer says what was the case then.</summary>
    private void Exchange(Action act, Func<PlugReading, PlugFact> answer)
    {
        var attempt = _attempt;
        After(Trip / 2, () =>
        {
            if (Plug.Dark)
            {
                Fail(Patience, FailureKind.Dark, Delivery.Unknown, attempt: attempt);
            }
            else if (!Plug.HasSession)
            {
                Fail(Trip, FailureKind.SessionLost, attempt: attempt);
            }
            else
            {
                act();
                Tell(Trip / 2, answer(Plug.Read()), attempt);
            }
        });
    }

    private void Probe()
    {
        var attempt = _attempt;
        After(Trip, () =>
        {
            if (!Plug.SilentInDiscovery)
            {
                See();
            }
            else if (Plug.Usurper is { IsSeen: true } other)
            {
                Observe(new PlugFact.SightingObserved(other.Seen(Now)));
            }
        });
        Tell(Duration.FromMilliseconds(300), new PlugFact.ProbeEnded(), attempt);
    }

    private void Fail(Duration after, FailureKind kind, Delivery delivery = Delivery.NotDelivered, Duration? retryAfter = null, long? attempt = null) =>
        Tell(after, new PlugFact.Failed(new Failure(kind, $"It failed: {kind}.", delivery, retryAfter)), attempt);

    /// <summary>As the actor does: what belongs to an attempt that is no longer under way is dropped.</summary>
    private void Tell(Duration after, PlugFact fact, long? attempt = null)
    {
        var mine = attempt ?? _attempt;
        After(after, () =>
        {
            if (mine == _attempt)
            {
                Observe(fact);
            }
        });
    }
}
