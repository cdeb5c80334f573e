using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Invariants;

/// <summary>A plug that is sick makes no healthy one wait: with and without it, the healthy ones do the same at the same time.</summary>
internal static class Delaying
{
    /// <summary>Compares two histories of one script, the other without what makes plugs sick.</summary>
    public static IEnumerable<string> Healthy(History sick, History well, IReadOnlySet<Mac> healthy, Duration tolerance)
    {
        foreach (var device in healthy)
        {
            var (late, early) = (Of(sick, device), Of(well, device));
            if (late.Count != early.Count)
            {
                yield return $"{device} moved {late.Count} times beside sick plugs and {early.Count} times without them.";
                continue;
            }

            foreach (var (with, without) in late.Zip(early))
            {
                if (with.To != without.To || with.Slot != without.Slot || with.At - without.At > tolerance)
                {
                    yield return $"{device} moved at {with.At} beside sick plugs, at {without.At} without them.";
                }
            }
        }
    }

    private static IReadOnlyList<Movement> Of(History history, Mac device) => [.. history.Movements.Where(movement => movement.Device == device)];
}
