using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Histories;

/// <summary>What a journal says was wanted of one outlet, moment by moment.</summary>
internal static class Wishes
{
    public static ImmutableArray<Wish> Of(History history, PlugId plug, OutletSlot slot)
    {
        var wishes = ImmutableArray.CreateBuilder<Wish>();
        var since = Instant.MinValue;
        var layers = new Layers(plug, slot);
        var told = layers.Told;
        foreach (var (index, happened) in history.Journal.Index())
        {
            layers.Take(happened, index + 1);
            if (layers.Told == told)
            {
                continue;
            }

            Close(happened.At);
            (told, since) = (layers.Told, happened.At);
        }

        Close(Instant.MaxValue);
        return wishes.ToImmutable();

        void Close(Instant at)
        {
            var end = Instant.Min(told.Until ?? Instant.MaxValue, at);
            wishes.Add(new Wish(since, Instant.Max(since, end), told.Wanted, told.Until, told.Then));
            if (end < at)
            {
                wishes.Add(new Wish(Instant.Max(since, end), at, told.Then));
            }
        }
    }
}
