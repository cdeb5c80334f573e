using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using TapoHive.Chaos.Histories;
using TapoHive.Chaos.Invariants;
using TapoHive.Chaos.Living;
using TapoHive.Chaos.Simulation;

namespace TapoHive.Chaos;

/// <summary>The same scripts with real actors on real sockets against emulated plugs that speak their real protocols.</summary>
public sealed class LivingChaosTests
{
    private const int AtATime = 6;

    [Fact]
    public async Task Whatever_happens_to_real_actors_they_do_what_was_asked_of_them_once_and_in_time()
    {
        Assert.SkipUnless(Seeds.AreAsked, "It takes real time: ask for it with TAPOHIVE_CHAOS_SEEDS=20, or TAPOHIVE_CHAOS_SEED for one.");
        using var room = new SemaphoreSlim(AtATime);
        ConcurrentDictionary<int, History> told = [];
        var broken = await Task.WhenAll(Seeds.Of(0).Select(async seed =>
        {
            await room.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                var network = IPNetwork.Parse(string.Create(CultureInfo.InvariantCulture, $"127.{90 + (Environment.ProcessId % 50)}.{seed % 250}.0/24"));
                var history = await LivingPerformance.OfAsync(Script.Of(seed), network);
                var found = Invariant.Check(history);
                if (found.Count > 0)
                {
                    told[seed] = history;
                }

                return found.Select(what => (seed, what));
            }
            finally
            {
                room.Release();
            }
        }));
        Findings.MustBeNone([.. broken.SelectMany(static seed => seed)], seed => told[seed]);
    }
}
