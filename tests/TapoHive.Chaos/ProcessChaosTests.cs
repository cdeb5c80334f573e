using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using TapoHive.Chaos.Histories;
using TapoHive.Chaos.Invariants;
using TapoHive.Chaos.Processes;
using TapoHive.Chaos.Simulation;

namespace TapoHive.Chaos;

/// <summary>The program that users run, killed without a word at any moment and started again, beside a process of plugs to which everything happens.</summary>
public sealed class ProcessChaosTests
{
    private const int AtATime = 2;

    [Fact]
    public async Task Whatever_happens_to_the_program_it_does_what_was_asked_of_it_once_and_in_time()
    {
        Assert.SkipUnless(Seeds.AreAsked, "It takes real time: ask for it with TAPOHIVE_CHAOS_SEEDS=20, or TAPOHIVE_CHAOS_SEED for one.");
        using var room = new SemaphoreSlim(AtATime);
        ConcurrentDictionary<int, History> told = [];
        var broken = await Task.WhenAll(Seeds.Of(0).Select(async seed =>
        {
            await room.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                var network = IPNetwork.Parse(string.Create(CultureInfo.InvariantCulture, $"127.{140 + (Environment.ProcessId % 50)}.{seed % 250}.0/24"));
                var history = await ProcessPerformance.OfAsync(Script.Of(seed).Shortened, network);
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
