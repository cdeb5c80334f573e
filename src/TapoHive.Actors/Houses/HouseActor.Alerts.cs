using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Houses;

/// <content>What people are to be told of.</content>
public sealed partial class HouseActor
{
    // What ends within a moment is one event.
    private static readonly Duration AlertGathering = Duration.FromSeconds(1);

    private Instant _awake;
    private Instant? _alertsDue;

    private void ReceiveAlerts()
    {
        Command<AlertsDue>(_ =>
        {
            _alertsDue = null;
            if (TroubleDecision.Decide(_state, _awake, Now).IsEmpty)
            {
                ArmAlerts();
            }
            else
            {
                Enqueue(state => TroubleDecision.Decide(state, _awake, Now), static _ => { }, ActorRefs.Nobody);
            }
        });
        Command<AlertsDelivered>(told => Enqueue(
            state => state.Alerts?.Told.TryGetValue(told.Channel, out var mark) == true && mark < told.Through ? [new AlertsTold(Now, told.Channel, told.Through)] : [],
            static _ => { },
            ActorRefs.Nobody));
    }

    // A due moment is only ever brought forward: whoever writes all the time would put it off for ever.
    private void ArmAlerts()
    {
        if (_state.Alerts is null)
        {
            return;
        }

        var now = Now;
        if (TroubleDecision.NextDue(_state, _awake, now) is not { } due)
        {
            return;
        }

        due = Instant.Max(due, now + AlertGathering);
        if (_alertsDue is not { } known || due < known || known < now - AlertGathering)
        {
            _alertsDue = due;
            Arm(AlertsDue.Instance, due);
        }
    }

    private sealed class AlertsDue : INoSerializationVerificationNeeded
    {
        public static AlertsDue Instance { get; } = new();
    }
}
