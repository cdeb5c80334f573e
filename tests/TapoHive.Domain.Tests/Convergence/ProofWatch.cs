using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>Looks at every proof: it has to come from a reading that was asked for after the wish, show what was wished, and stand for ever.</summary>
internal sealed class ProofWatch
{
    private readonly Dictionary<(OutletSlot, long), (Desired Desired, long AtStep)> _wishes = [];
    private long _step;
    private long _begunAtStep;

    /// <summary>Something is wanted of an outlet from here on.</summary>
    public void Wish(OutletSlot slot, Desired desired) => _wishes.TryAdd((slot, desired.Revision), (desired, _step));

    /// <summary>An exchange begins.</summary>
    public void Begin() => _begunAtStep = _step;

    /// <summary>A fact led from one state to the next.</summary>
    public void Check(PlugState before, PlugFact fact, PlugState after, Instant now)
    {
        _step++;
        foreach (var outlet in after.Outlets.Values)
        {
            var proven = before.Outlets.GetValueOrDefault(outlet.Slot)?.ProvenRevision ?? 0;
            Assert.True(outlet.ProvenRevision >= proven, "A proof was taken back.");
            if (outlet.ProvenRevision == proven)
            {
                continue;
            }

            var reading = fact switch
            {
                PlugFact.Connected e => e.Reading,
                PlugFact.Switched e => e.Reading,
                PlugFact.ReadingObserved e => e.Reading,
                PlugFact.TimersObserved e => e.Reading,
                _ => throw new InvalidOperationException($"A {fact.GetType().Name} proves nothing."),
            };
            Assert.True(_wishes.TryGetValue((outlet.Slot, outlet.ProvenRevision), out var wish), "Proven before the exchange that read it was begun.");
            Assert.True(wish.AtStep < _begunAtStep, "Proven by a reading that was asked for before the wish.");
            Assert.Equal(wish.Desired.Wanted, reading.Outlets.Single(o => o.Slot == outlet.Slot).State);
            Assert.False(wish.Desired.Until <= now, "An intent that had ended was proven.");
        }
    }
}
