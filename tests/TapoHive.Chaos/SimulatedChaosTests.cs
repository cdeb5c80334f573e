using System.Collections.Concurrent;
using NodaTime;
using TapoHive.Chaos.Invariants;
using TapoHive.Chaos.Simulation;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos;

/// <summary>
/// Houses in virtual time: the real decisions of house and plug, a simulated network, and everything that can go wrong with it, minutes of it in
/// milliseconds. <c>TAPOHIVE_CHAOS_SEED=7</c> plays one seed, <c>TAPOHIVE_CHAOS_SEEDS=10000</c> many.
/// </summary>
public sealed class SimulatedChaosTests
{
    private const int Usual = 120;

    [Fact]
    public void Whatever_happens_to_a_house_it_does_what_was_asked_of_it_once_and_in_time()
    {
        ConcurrentBag<(int Seed, string What)> broken = [];
        Parallel.ForEach(Seeds.Of(Usual), seed =>
        {
            foreach (var what in Play(seed))
            {
                broken.Add((seed, what));
            }
        });
        Findings.MustBeNone(broken, static seed => Performance.Of(Script.Of(seed)));
    }

    [Fact]
    public void Sick_plugs_make_no_healthy_one_wait()
    {
        List<(int Seed, string What)> broken = [];
        foreach (var seed in Seeds.Of(Usual / 3))
        {
            var script = Script.Of(seed).Parted;
            var world = new World(script);
            var healthy = script.Healthy.Select(number => world.Network.Devices[number].Mac).ToHashSet();
            var delayed = Delaying.Healthy(Performance.Of(script), Performance.Of(script.Well), healthy, Duration.FromMilliseconds(10));
            broken.AddRange(delayed.Select(what => (seed, what)));
        }

        Findings.MustBeNone(broken, static seed => Performance.Of(Script.Of(seed).Parted));
    }

    [Fact]
    public void A_toggle_waits_for_no_plug_that_is_known_to_be_out_of_reach()
    {
        var second = Duration.FromSeconds(1);
        var script = Script.Of(1) with
        {
            Devices = [(Transport.Klap, 1), (Transport.Klap, 1), (Transport.Klap, 1)],
            Steps = [new Step.Suffer(second, 1, Trouble.Silent, second * 50, int.MaxValue), new Step.Ask(second * 40, "toggle", [0, 1], null, "operator:client")],
            Length = second * 45,
        };

        var moved = Performance.Of(script).Movements.First();

        Assert.Equal(new World(script).Network.Devices[0].Mac, moved.Device);
        Assert.True(moved.SentAt - new World(script).Time.Now < second * 46, $"It moved at {moved.At}.");
    }

    private static IReadOnlyList<string> Play(int seed)
    {
        try
        {
            return Invariant.Check(Performance.Of(Script.Of(seed)));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [$"[no exception] {e}"];
        }
    }
}
