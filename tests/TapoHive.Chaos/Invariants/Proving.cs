using System.Collections.Immutable;
using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Chaos.Invariants;

/// <summary>A run calls an outlet converged only when its relay truly was as wanted, at some moment between the wish and the word.</summary>
internal static class Proving
{
    public static IEnumerable<string> Untrue(History history)
    {
        Dictionary<(long Run, OutletName Outlet), (PlugId Plug, OutletSlot Slot, Instant Since)> asked = [];
        foreach (var (index, happened) in history.Journal.Index())
        {
            switch (happened)
            {
                case RunStarted run:
                    Ask(index + 1, run.Intents, run.At);
                    break;
                case StepBegan step:
                    Ask(step.Run.Number, step.Intents, step.At);
                    break;
                default:
                    break;
            }

            var proven = happened switch
            {
                RunSettled settled => (Run: settled.Run.Id.Number, settled.Run.Outlets),
                RunCompleted completed => (Run: completed.Run.Number, completed.Outlets),
                _ => (Run: 0L, Outlets: ImmutableArray<OutletEvidence>.Empty),
            };
            foreach (var outlet in proven.Outlets.Where(static outlet => outlet.Outcome == OutletOutcome.Converged))
            {
                if (asked.TryGetValue((proven.Run, outlet.Name), out var wish) && !WasSo(history, wish.Plug, wish.Slot, outlet.Wanted, wish.Since, happened.At))
                {
                    yield return $"Run {proven.Run} says at {happened.At} that {outlet.Name} is {outlet.Wanted}, asked for at {wish.Since}; its relay never was in between.";
                }
            }
        }

        void Ask(long run, IEnumerable<RunIntent> intents, Instant at)
        {
            foreach (var intent in intents)
            {
                // A scene may want the same outlet twice: either wish may be the one that is proven.
                asked.TryAdd((run, intent.Name), (intent.Plug, intent.Slot, at));
            }
        }
    }

    private static bool WasSo(History history, PlugId plug, OutletSlot slot, PowerState wanted, Instant from, Instant to)
    {
        var movements = history.Movements.Where(moved => moved.Device.ToString() == plug.Value && moved.Slot == slot).ToList();
        var before = movements.LastOrDefault(moved => moved.At < from);
        var first = before?.To ?? movements.FirstOrDefault()?.To.Opposite() ?? PowerState.Off;
        return first == wanted || movements.Any(moved => moved.At >= from && moved.At <= to && moved.To == wanted);
    }
}
