using System.Net;
using NodaTime;

namespace TapoHive.Actors.Discovery;

/// <summary>The probes that have yet to leave. Bounded: what does not fit is dropped, and asked for again in the next round.</summary>
internal sealed class ProbeQueue
{
    private const int MostPlans = 2048;
    private readonly LinkedList<ProbePlan> _plans = [];

    public bool IsEmpty => _plans.Count == 0;

    public void Add(ProbePlan plan)
    {
        if (_plans.Count < MostPlans)
        {
            _plans.AddLast(plan);
        }
    }

    /// <summary>Ahead of sweeps: somebody is waiting for this one.</summary>
    public void AddFirst(ProbePlan plan)
    {
        if (_plans.Count < MostPlans)
        {
            _plans.AddFirst(plan);
        }
    }

    /// <summary>Up to so many probes that are due, of plans whose socket is open.</summary>
    /// <param name="most">How many at the most.</param>
    /// <param name="now">Now.</param>
    /// <param name="isOpen">Whether a local address has an open socket.</param>
    /// <param name="isExpected">Whether it has one or is about to; plans for others are dropped.</param>
    public IReadOnlyList<DueProbe> Take(int most, Instant now, Func<IPAddress, bool> isOpen, Func<IPAddress, bool> isExpected)
    {
        List<DueProbe> due = [];
        var node = _plans.First;
        while (node is not null && due.Count < most)
        {
            var next = node.Next;
            var plan = node.Value;
            if (!isExpected(plan.Local))
            {
                _plans.Remove(node);
            }
            else if (isOpen(plan.Local))
            {
                while (due.Count < most && plan.Next(now) is { } target)
                {
                    due.Add(new DueProbe(plan.Local, target, plan.Ports));
                }

                if (plan.IsDone)
                {
                    _plans.Remove(node);
                }
            }

            node = next;
        }

        return due;
    }
}
