using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling;

/// <content>The alarms: two for each schedule, set, set anew, and rung.</content>
public sealed partial class SchedulerActor
{
    private const int MostPassedOver = 1_000;
    private static readonly Duration WarmBefore = Duration.FromSeconds(20);
    private static readonly Duration Early = Duration.FromSeconds(1);
    private readonly PriorityQueue<Alarm, Instant> _inOrder = new();

    private void Arm(HouseName house, HouseState state, ScheduleDefinition schedule)
    {
        var now = Now;
        var next = ScheduleDecision.NextWake(state, schedule, _around.Cron, now);
        Set(new Alarm(house, schedule.Name, AlarmKind.Due), next);
        Set(new Alarm(house, schedule.Name, AlarmKind.Warm), next - now > WarmBefore ? next - WarmBefore : null);
    }

    private void Set(Alarm alarm, Instant? at)
    {
        if (at is not { } instant)
        {
            Clear(alarm);
        }
        else if (!_set.TryGetValue(alarm, out var known) || known != instant)
        {
            _set[alarm] = instant;
            Order(alarm, instant);
            Wind(alarm, instant);
        }
    }

    // What was set for another time since is passed over when its turn comes; should too much of it gather, it is thrown out.
    private void Order(Alarm alarm, Instant at)
    {
        if (_inOrder.Count > MostPassedOver + (2 * _set.Count))
        {
            _inOrder.Clear();
            _inOrder.EnqueueRange(_set.Select(static pair => (pair.Key, pair.Value)));
        }
        else
        {
            _inOrder.Enqueue(alarm, at);
        }
    }

    private void Wind(Alarm alarm, Instant at) => _alarms?.SetAsync(alarm, at).PipeTo(Self, success: () => Done.Instance);

    private void Clear(Alarm alarm)
    {
        if (_set.Remove(alarm) && _alarms is { } alarms)
        {
            alarms.ClearAsync(alarm).PipeTo(Self, success: () => Done.Instance);
        }
    }

    /// <summary>Of many alarms of one instant Quartz hands over a few at a time. With the first one all count, so that a house is asked once and
    /// writes once.</summary>
    private void Ring(Alarm first)
    {
        if (_set.TryGetValue(first, out var at) && at > Now + Early)
        {
            // It rang with others before and is set for its next time already, or the clock was set back meanwhile.
            Wind(first, at);
            return;
        }

        var rung = _set.Remove(first) ? new List<Alarm> { first } : [];
        for (var now = Now; _inOrder.TryPeek(out var next, out var due) && due <= now; _inOrder.Dequeue())
        {
            if (_set.TryGetValue(next, out var known) && known == due)
            {
                _set.Remove(next);
                rung.Add(next);
            }
        }

        foreach (var alarm in rung.Where(static alarm => alarm.Kind == AlarmKind.Due))
        {
            Due(alarm.House, alarm.Schedule);
        }

        foreach (var house in rung.Where(static alarm => alarm.Kind == AlarmKind.Warm).GroupBy(static alarm => alarm.House))
        {
            _around.Houses.Tell(new WarmUp(house.Key, [.. house.Select(static alarm => alarm.Schedule)]));
        }
    }
}
