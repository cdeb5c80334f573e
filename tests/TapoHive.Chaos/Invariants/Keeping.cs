using TapoHive.Chaos.Histories;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;

namespace TapoHive.Chaos.Invariants;

/// <summary>What was accepted is in the journal, and what is in the journal is what the house wants.</summary>
internal static class Keeping
{
    public static IEnumerable<string> LostIntents(History history)
    {
        foreach (var command in history.Commands.Where(static command => command.Run is not null))
        {
            var happened = command.Run > history.Journal.Length ? null : history.Journal[(int)command.Run!.Value - 1];
            var (origin, verb) = happened switch
            {
                RunStarted run => (run.Origin.Value, run.Verb),
                RunPlanned run => (run.Origin.Value, run.Verb),
                _ => ("something else", ""),
            };
            if (origin != command.Origin || verb != command.Verb)
            {
                yield return $"{command.Origin} was told that its '{command.Verb}' is run {command.Run}; the journal has {origin} there.";
                continue;
            }

            var missing = happened is RunStarted { Verb: "on" or "off" } started ? command.Outlets.Except(started.Intents.Select(static intent => intent.Name)).ToList() : [];
            if (missing.Count > 0)
            {
                yield return $"Run {command.Run} was accepted for {string.Join(", ", missing)} too, and its event does not name them.";
            }
        }

        var state = history.Journal.Aggregate(HouseState.Empty, HouseEvolution.Evolve);
        foreach (var (plug, slot, device, _) in Outlets.Of(history))
        {
            var outlet = state.Plugs.GetValueOrDefault(plug)?.Outlets.GetValueOrDefault(slot);
            var kept = outlet?.Desired?.At(history.End);
            PowerState? owed = Wishes.Of(history, plug, slot).LastOrDefault(wish => wish.From <= history.End)?.Wanted;
            if (outlet is not null && kept != owed)
            {
                yield return $"Outlet {slot} of {device} is to be {Word(owed)} by what its journal says, and the house wants {Word(kept)}.";
            }
        }
    }

    private static string Word(PowerState? power) => power?.ToString() ?? "nothing";
}
