using NodaTime;

namespace TapoHive.Chaos.Simulation;

/// <summary>Time that passes only when it is told to: what is due next is done next, in the order it was planned.</summary>
internal sealed class VirtualTime
{
    private readonly PriorityQueue<Action, (Instant, long)> _due = new();
    private long _planned;

    public Instant Now { get; private set; } = Instant.FromUtc(2026, 1, 5, 8, 0);

    public void After(Duration wait, Action act) => _due.Enqueue(act, (Now + wait, ++_planned));

    public void Run(Duration length)
    {
        var end = Now + length;
        while (_due.TryPeek(out var act, out var when) && when.Item1 <= end)
        {
            _due.Dequeue();
            Now = when.Item1;
            act();
        }

        Now = end;
    }
}
