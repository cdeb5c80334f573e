using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Invariants;

/// <summary>An intent with an end is ended: at its time where there is a hive, as soon as there is one where not.</summary>
internal static class Ending
{
    public static IEnumerable<string> Forgotten(History history)
    {
        for (var i = 0; i < history.Journal.Length; i++)
        {
            if (history.Journal[i] is not RunStarted { Until: { } until } run)
            {
                continue;
            }

            foreach (var intent in run.Intents)
            {
                var fate = history.Journal.Skip(i + 1).FirstOrDefault(happened => Concerns(happened, intent.Plug, intent.Slot));
                var due = Due(history, until);
                if (fate is null ? due <= history.End : fate is IntentsEnded && fate.At > due)
                {
                    yield return $"The intent of run {i + 1} for {intent.Name} was over at {until} and had to be ended by {due}; {(fate is null ? "it never was" : $"it was at {fate.At}")}.";
                }
            }
        }
    }

    private static Instant Due(History history, Instant until) => history.Lives
        .Select(life => (Due: Instant.Max(life.From, until) + history.Punctuality, life.To))
        .Where(static life => life.Due <= life.To)
        .Select(static life => life.Due)
        .DefaultIfEmpty(Instant.MaxValue)
        .Min();

    private static bool Concerns(HouseEvent happened, PlugId plug, OutletSlot slot) => happened switch
    {
        RunStarted run => run.Intents.Any(intent => intent.Plug == plug && intent.Slot == slot),
        PressesFollowed followed => followed.Presses.Any(press => press.Plug == plug && press.Slot == slot),
        IntentsReleased released => released.Outlets.Contains(new OutletKey(plug, slot)),
        IntentsEnded ended => ended.Intents.Any(intent => intent.Plug == plug && intent.Slot == slot),
        _ => false,
    };
}
