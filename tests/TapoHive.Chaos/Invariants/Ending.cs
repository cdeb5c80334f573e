using NodaTime;
using TapoHive.Chaos.Histories;

namespace TapoHive.Chaos.Invariants;

/// <summary>An intent with an end is ended: at its time where there is a hive, as soon as there is one where not.</summary>
internal static class Ending
{
    public static IEnumerable<string> Forgotten(History history)
    {
        foreach (var (plug, slot, device, _) in Outlets.Of(history))
        {
            var layers = new Layers(plug, slot);
            Word? standing = null;
            foreach (var (index, happened) in history.Journal.Index())
            {
                layers.Take(happened, index + 1);
                if (layers.Manual == standing)
                {
                    continue;
                }

                if (standing?.Until is { } until && happened.At > Due(history, until))
                {
                    yield return $"What {standing.Origin} wanted of outlet {slot} of {device} was over at {until} and had to be ended by {Due(history, until)}; it was at {happened.At}.";
                }

                standing = layers.Manual;
            }

            if (standing?.Until is { } never && Due(history, never) <= history.End)
            {
                yield return $"What {standing.Origin} wanted of outlet {slot} of {device} was over at {never} and had to be ended by {Due(history, never)}; it never was.";
            }
        }
    }

    /// <summary>A scene's later step leaves alone what somebody asked after the scene was.</summary>
    public static IEnumerable<string> Overruled(History history)
    {
        foreach (var (plug, slot, device, _) in Outlets.Of(history))
        {
            var layers = new Layers(plug, slot);
            foreach (var (index, happened) in history.Journal.Index())
            {
                layers.Take(happened, index + 1);
                if (layers.Overrules)
                {
                    yield return $"At {happened.At} a step of a scene wanted outlet {slot} of {device}, of which something newer had been asked meanwhile.";
                }
            }
        }
    }

    /// <summary>By when what is due at a moment has to be done: as soon as there is a hive.</summary>
    public static Instant Due(History history, Instant at) => history.Lives
        .Select(life => (Due: Instant.Max(life.From, at) + history.Punctuality, life.To))
        .Where(static life => life.Due <= life.To)
        .Select(static life => life.Due)
        .DefaultIfEmpty(Instant.MaxValue)
        .Min();
}
