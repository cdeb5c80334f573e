using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Schedules;

/// <content>What ends by itself: intents with a limit in time, and whatever has been on for as long as it may be.</content>
public sealed partial class Simulator
{
    private readonly PriorityQueue<OutletKey, Instant> _limits = new();
    private readonly HashSet<OutletKey> _touched = [];
    private Instant? _nextEnd;

    private Instant? NextMoment() => new[] { Next(_wakes), Next(_runs), Next(_limits), _nextEnd }.Min();

    private static Instant? Next<T>(PriorityQueue<T, Instant> queue) => queue.TryPeek(out _, out var at) ? at : null;

    private void BeginLimits()
    {
        foreach (var key in _state.OutletsByName.Values)
        {
            _touched.Add(key);
            if (_state[key].Limit is { } limit)
            {
                _limits.Enqueue(key, limit);
            }
        }

        Settle();
        _nextEnd = CommandDecision.NextEnd(_state);
    }

    /// <summary>Plugs follow. What was asked of one at the same moment it learns together, so only the last word moves its relay.</summary>
    private void Settle()
    {
        foreach (var key in _touched)
        {
            if (_state[key] is not { MaxOn: not null, Desired: { } desired } outlet || outlet.Observed?.State == desired.At(_now))
            {
                continue;
            }

            var power = desired.At(_now);
            _state = HouseEvolution.Evolve(_state, new StatesObserved(
                _now, [new StateObserved(key.Plug, key.Slot, power, _now, outlet.Intents.Top!.Origin.Value, power == PowerState.On ? _now : null)]));
            if (_state[key].Limit is { } limit)
            {
                _limits.Enqueue(key, limit);
            }
        }

        _touched.Clear();
    }

    private void EndLimits()
    {
        Settle();
        if (_nextEnd <= _now)
        {
            if (CommandDecision.End(_state, _now) is { } ended)
            {
                Take(ended, ended.Intents.Select(intent => new OutletKey(intent.Plug, intent.Slot)));
            }

            _nextEnd = CommandDecision.NextEnd(_state);
        }

        while (_limits.TryPeek(out var key, out var at) && at <= _now)
        {
            _limits.Dequeue();

            // It may have been off, and on again, since.
            if (_state[key] is { Intents.Safety: null, Limit: { } limit } && limit <= _now)
            {
                Take(new MaxOnReached(_now, [new ReachedMaxOn(key.Plug, key.Slot)]), [key]);
            }
        }

        Settle();
    }

    private void Take(HouseEvent happened, IEnumerable<OutletKey> outlets)
    {
        _state = HouseEvolution.Evolve(_state, happened);
        foreach (var key in outlets)
        {
            Change(_state[key].Name, key);
        }
    }
}
