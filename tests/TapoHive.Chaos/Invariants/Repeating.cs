using TapoHive.Chaos.Histories;
using TapoHive.Domain.Houses;

namespace TapoHive.Chaos.Invariants;

/// <summary>What was asked once is done once.</summary>
internal static class Repeating
{
    public static IEnumerable<string> Toggles(History history)
    {
        var asked = history.Commands.Where(static command => command.Verb == "toggle").GroupBy(static command => command.Origin).ToDictionary(static group => group.Key, static group => group.Count());
        return from run in history.Journal.OfType<RunStarted>()
               where run.Verb == "toggle"
               group run by run.Origin.Value into runs
               where runs.Count() > asked.GetValueOrDefault(runs.Key)
               select $"{runs.Key} toggled {asked.GetValueOrDefault(runs.Key)} times, and there are {runs.Count()} runs of it.";
    }

    /// <summary>A command moves a relay because something else is wanted or something else moved it; one that lands late may do so once, and be put right.</summary>
    public static IEnumerable<string> Movements(History history)
    {
        var stray = history.Writes.Where(static write => write.Stray).ToLookup(static write => (write.Device, write.Slot));
        foreach (var (plug, slot, device, movements) in Outlets.Of(history))
        {
            var wishes = Wishes.Of(history, plug, slot);
            var changes = wishes.Zip(wishes.Skip(1), static (earlier, later) => earlier.Wanted != later.Wanted).Count(static changed => changed);
            var commanded = movements.Count(static movement => movement.Cause == MovedBy.Command);

            // The end of max-on is carried out before it is recorded, and may be overtaken by a new wish meanwhile.
            var limits = movements.Count(movement => movement.Cause == MovedBy.Command && MaxOn.IsReason(history, plug, slot, movement, movements));

            // So is the end of a wish.
            var ends = wishes.Count(wish => wish.Ends > wish.To && wish.Ends - wish.To <= history.Flight
                && movements.Any(movement => movement.Cause == MovedBy.Command && movement.To == wish.Then && movement.At >= wish.Ends && movement.At - wish.Ends <= history.Flight));
            var reasons = changes + movements.Count(static movement => movement.Cause == MovedBy.Other) + (2 * (stray[(device, slot)].Count() + limits + ends));
            if (commanded > reasons)
            {
                yield return $"Outlet {slot} of {device} was moved {commanded} times by commands, with reason for {reasons}.";
            }
        }
    }
}
