using System.Net;
using NodaTime;
using TapoHive.Actors.Discovery;

namespace TapoHive.Actors.Tests;

/// <summary>Probes leave at a polite, bounded rate, and nobody waits for a large range.</summary>
public sealed class ProbeQueueTests
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 5, 8, 0);

    [Fact]
    public void A_sweep_asks_each_address_of_a_range_once_without_its_ends()
    {
        var queue = new ProbeQueue();
        queue.Add(ProbePlan.Sweep(Here, IPAddress.Parse("203.0.113.77"), 29, [20002]));

        Assert.Equal("203.0.113.73 203.0.113.74 203.0.113.75 203.0.113.76 203.0.113.77 203.0.113.78", string.Join(' ', Drain(queue, 4).SelectMany(static tick => tick)));
    }

    [Fact]
    public void Sweeps_take_turns_and_what_somebody_waits_for_goes_first()
    {
        var queue = new ProbeQueue();
        queue.Add(ProbePlan.Sweep(Here, IPAddress.Parse("203.0.113.0"), 24, [20002]));
        queue.Add(ProbePlan.Sweep(Here, IPAddress.Parse("198.51.100.0"), 24, [20002]));
        queue.AddFirst(ProbePlan.Repeated(IPAddress.Any, IPAddress.Parse("192.0.2.9"), [20002], Now));

        Assert.Equal("192.0.2.9 203.0.113.1 198.51.100.1 203.0.113.2 198.51.100.2", string.Join(' ', Drain(queue, 4)[0]));
    }

    [Fact]
    public void A_tick_sends_no_more_than_it_may()
    {
        var queue = new ProbeQueue();
        for (var host = 1; host <= 100; host++)
        {
            queue.Add(ProbePlan.Repeated(Here, IPAddress.Parse($"192.0.2.{host}"), [20002], Now));
        }

        queue.Add(ProbePlan.Sweep(Here, IPAddress.Parse("203.0.113.0"), 16, [20002]));

        Assert.All(Drain(queue, 5).Take(20), static tick => Assert.InRange(tick.Count, 0, 15));
    }

    [Fact]
    public void A_range_that_is_being_asked_is_not_begun_again()
    {
        var queue = new ProbeQueue();
        queue.Add(ProbePlan.Sweep(Here, IPAddress.Parse("203.0.113.0"), 28, [20002]));
        queue.Add(ProbePlan.Sweep(Here, IPAddress.Parse("203.0.113.0"), 28, [20002]));

        Assert.Equal(14, Drain(queue, 5).Sum(static tick => tick.Count));
    }

    [Fact]
    public void Plans_of_an_address_that_went_away_are_dropped()
    {
        var queue = new ProbeQueue();
        queue.Add(ProbePlan.Sweep(Here, IPAddress.Parse("203.0.113.0"), 24, [20002]));
        queue.Add(ProbePlan.Repeated(Here, IPAddress.Parse("192.0.2.255"), [20002], Now));

        Assert.Empty(queue.Take(10, 5, Now, static _ => false, static _ => false));
        Assert.True(queue.IsEmpty);
    }

    [Fact]
    public void What_is_asked_again_after_a_while_waits_no_longer_for_a_clock_that_was_set_back()
    {
        var queue = new ProbeQueue();
        queue.Add(ProbePlan.Repeated(Here, IPAddress.Parse("192.0.2.9"), [20002], Now));
        Assert.Single(queue.Take(10, 5, Now, static _ => true, static _ => true));
        Assert.Empty(queue.Take(10, 5, Now, static _ => true, static _ => true));

        var back = Now - Duration.FromHours(1);
        Assert.Single(queue.Take(10, 5, back, static _ => true, static _ => true));
        Assert.Empty(queue.Take(10, 5, back, static _ => true, static _ => true));
        Assert.Single(queue.Take(10, 5, back + Duration.FromSeconds(1), static _ => true, static _ => true));
    }

    private static List<List<string>> Drain(ProbeQueue queue, int swept)
    {
        List<List<string>> ticks = [];
        for (var now = Now; !queue.IsEmpty && ticks.Count < 200; now += Duration.FromMilliseconds(50))
        {
            ticks.Add([.. queue.Take(10, swept, now, static _ => true, static _ => true).Select(static probe => probe.Target.ToString())]);
        }

        return ticks;
    }
}
