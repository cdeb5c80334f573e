using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Intents;

/// <summary>One slot a layer for one outlet. The highest filled slot is the desired state (DESIGN: layers).</summary>
public sealed record IntentSlots(Intent? Base = null, Intent? Schedule = null, Intent? Manual = null, Intent? Safety = null)
{
    /// <summary>Nobody wants anything.</summary>
    public static IntentSlots Empty { get; } = new();

    /// <summary>The intent in one layer.</summary>
    public Intent? this[Layer layer] => layer switch
    {
        Layer.Base => Base,
        Layer.Schedule => Schedule,
        Layer.Manual => Manual,
        Layer.Safety => Safety,
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    /// <summary>The layer that decides, if any is filled.</summary>
    [JsonIgnore]
    public Layer? Deciding => Safety is not null ? Layer.Safety
        : Manual is not null ? Layer.Manual
        : Schedule is not null ? Layer.Schedule
        : Base is not null ? Layer.Base
        : null;

    /// <summary>The intent that decides.</summary>
    [JsonIgnore]
    public Intent? Top => Deciding is { } layer ? this[layer] : null;

    /// <summary>Every filled slot, strongest first.</summary>
    [JsonIgnore]
    public ImmutableArray<(Layer Layer, Intent Intent)> Filled =>
        [.. new[] { Layer.Safety, Layer.Manual, Layer.Schedule, Layer.Base }
            .Where(layer => this[layer] is not null)
            .Select(layer => (layer, this[layer]!))];

    /// <summary>When the first of the intents ends by itself.</summary>
    [JsonIgnore]
    public Instant? NextEnd
    {
        get
        {
            var next = Instant.MaxValue;
            foreach (var intent in (ReadOnlySpan<Intent?>)[Safety, Manual, Schedule, Base])
            {
                next = Instant.Min(next, intent?.Until ?? next);
            }

            return next == Instant.MaxValue ? null : next;
        }
    }

    /// <summary>The same with one slot filled or emptied. A new word of a person's or a schedule's ends what a safety rule forced before it;
    /// taking one back does not.</summary>
    public IntentSlots With(Layer layer, Intent? intent) => layer switch
    {
        Layer.Base => this with { Base = intent },
        Layer.Schedule => this with { Schedule = intent, Safety = intent is null ? Safety : null },
        Layer.Manual => this with { Manual = intent, Safety = intent is null ? Safety : null },
        Layer.Safety => this with { Safety = intent },
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    /// <summary>
    /// What follows when the intent of a layer ends by its own limit: the next filled layer decides; where there is none,
    /// the opposite of what it wanted takes its place, because an end is always carried out (DESIGN 4, rule 4).
    /// </summary>
    public IntentSlots AfterEndOf(Layer layer, Instant at)
    {
        var ended = this[layer];
        if (ended is null)
        {
            return this;
        }

        // Under a safety rule nothing that ends by itself changes anything: that is no later intent.
        var without = With(layer, null);
        return without.Top is null
            ? With(layer, new Intent(ended.Wanted.Opposite(), Origin.EndOf(ended.Origin), at))
            : without;
    }

    /// <summary>What a plug is told: the deciding intent, and what follows if that one ends; absent where nobody wants anything.</summary>
    public Desired? Desired(long revision)
    {
        if (Deciding is not { } layer)
        {
            return null;
        }

        var top = this[layer]!;
        return top.Until is { } until
            ? new Desired(top.Wanted, revision, until, AfterEndOf(layer, until).Top!.Wanted)
            : new Desired(top.Wanted, revision);
    }
}
