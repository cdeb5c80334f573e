using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What a house remembers of one outlet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Slot">Which relay of its plug.</param>
/// <param name="Room">Its room.</param>
/// <param name="Tags">Its tags, the plug's included.</param>
/// <param name="Intents">Who wants what.</param>
/// <param name="DesiredRevision">The revision of the event that last changed what is desired; 0 for none.</param>
/// <param name="Observed">The last state that was read and recorded.</param>
/// <param name="Problem">The trouble of this outlet that began and has not ended.</param>
/// <param name="Recent">The last few things that happened to it, oldest first, bounded.</param>
public sealed record OutletRecord(
    OutletName Name,
    OutletSlot Slot,
    string? Room,
    ImmutableArray<string> Tags,
    IntentSlots Intents,
    long DesiredRevision,
    ObservedState? Observed,
    PlugProblem? Problem,
    ImmutableArray<Happening> Recent)
{
    /// <summary>How many happenings are kept.</summary>
    public const int RecentLimit = 12;

    /// <summary>What its plug is told.</summary>
    public Desired? Desired => Intents.Desired(DesiredRevision);

    /// <summary>The same with other intents; retold to its plug only if that makes a difference to it.</summary>
    public OutletRecord With(IntentSlots intents, long revision) => this with
    {
        Intents = intents,
        DesiredRevision = intents.Desired(0) == Intents.Desired(0) ? DesiredRevision : revision,
    };

    /// <summary>The same with one more happening, the oldest forgotten where there are too many.</summary>
    public OutletRecord With(Happening happening) => this with
    {
        Recent = Recent.Length < RecentLimit ? Recent.Add(happening) : Recent.RemoveAt(0).Add(happening),
    };
}
