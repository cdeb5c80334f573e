using System.Net;
using NodaTime;

namespace TapoHive.Actors.Discovery;

/// <summary>
/// The probes that have yet to leave. Those somebody waits for and broadcasts go first; ranges are swept slowly and in turns, so that
/// a large one does not keep the others waiting, nor fills this machine's table of neighbours. Bounded: what does not fit is dropped,
/// and asked for again in the next round.
/// </summary>
internal sealed class ProbeQueue
{
    private const int MostPlans = 2048;
    private readonly LinkedList<ProbePlan> _prompt = [];
    private readonly LinkedList<ProbePlan> _sweeps = [];

    public bool IsEmpty => _prompt.Count == 0 && _sweeps.Count == 0;

    /// <summary>Adds a plan; one that asks the same and is not done yet makes it needless.</summary>
    public void Add(ProbePlan plan)
    {
        var plans = plan.IsSweep ? _sweeps : _prompt;
        if (plans.Count < MostPlans && !plans.Any(plan.AsksTheSameAs))
        {
            plans.AddLast(plan);
        }
    }

    /// <summary>Ahead of all others: somebody is waiting for this one.</summary>
    public void AddFirst(ProbePlan plan)
    {
        if (_prompt.Count < MostPlans)
        {
            _prompt.AddFirst(plan);
        }
    }

    /// <summary>Probes that are due, of plans whose socket is open.</summary>
    /// <param name="most">How many prompt ones at the most.</param>
    /// <param name="mostSwept">How many of sweeps at the most.</param>
    /// <param name="now">Now.</param>
    /// <param name="isOpen">Whether a local address has an open socket.</param>
    /// <param name="isExpected">Whether it has one or is about to; plans for others are dropped.</param>
    public IReadOnlyList<DueProbe> Take(int most, int mostSwept, Instant now, Func<IPAddress, bool> isOpen, Func<IPAddress, bool> isExpected)
    {
        List<DueProbe> due = [];
        var node = _prompt.First;
        while (node is not null && due.Count < most)
        {
            var next = node.Next;
            if (isOpen(node.Value.Local) && node.Value.Next(now) is { } target)
            {
                due.Add(new DueProbe(node.Value.Local, target, node.Value.Ports));
            }

            if (node.Value.IsDone || !isExpected(node.Value.Local))
            {
                _prompt.Remove(node);
            }

            node = next;
        }

        for (var left = mostSwept; left > 0 && _sweeps.First is { } sweep; left--)
        {
            _sweeps.RemoveFirst();
            if (isOpen(sweep.Value.Local) && sweep.Value.Next(now) is { } target)
            {
                due.Add(new DueProbe(sweep.Value.Local, target, sweep.Value.Ports));
            }

            if (!sweep.Value.IsDone && isExpected(sweep.Value.Local))
            {
                _sweeps.AddLast(sweep);
            }
        }

        return due;
    }
}
