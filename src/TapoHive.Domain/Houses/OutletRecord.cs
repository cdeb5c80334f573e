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
/// <param name="MaxOn">How long it may be on at a time.</param>
/// <param name="Armed">The countdown that the hive armed on its plug.</param>
/// <param name="EndRevision">The desired revision that came of another intent's end by itself, where the last change was one.</param>
/// <param name="TrippedRevision">The desired revision at which the plug last protected itself.</param>
/// <param name="FoughtAt">When it was last recorded that it is switched against the house.</param>
public sealed record OutletRecord(
    OutletName Name,
    OutletSlot Slot,
    string? Room,
    ImmutableArray<string> Tags,
    IntentSlots Intents,
    long DesiredRevision,
    ObservedState? Observed,
    PlugProblem? Problem,
    ImmutableArray<Happening> Recent,
    Duration? MaxOn = null,
    ArmedTimer? Armed = null,
    long? EndRevision = null,
    long? TrippedRevision = null,
    Instant? FoughtAt = null)
{
    /// <summary>How many happenings are kept.</summary>
    public const int RecentLimit = 12;

    /// <summary>What its plug is told.</summary>
    public Desired? Desired => Intents.Desired(DesiredRevision) is { } desired
        ? EndRevision == DesiredRevision ? desired with { By = DesiredBy.End } : desired
        : null;

    /// <summary>When it will have been on for as long as it may be, by what was last recorded.</summary>
    public Instant? Limit => MaxOn is { } most && Observed is { State: PowerState.On } on ? (on.OnSince ?? on.At) + most : null;

    /// <summary>The same with other intents; retold to its plug only if that makes a difference to it.</summary>
    public OutletRecord With(IntentSlots intents, long revision) => this with
    {
        Intents = intents,
        DesiredRevision = intents.Desired(0) == Intents.Desired(0) ? DesiredRevision : revision,
    };

    /// <summary>The same with what its house file wants of it while nobody wants anything else; nothing where the file does not say.</summary>
    public OutletRecord WithBase(PowerState? wanted, Instant at, long revision) => Intents.Base?.Wanted == wanted
        ? this
        : With(Intents.With(Layer.Base, wanted is { } state ? new Intent(state, Origin.House, at) : null), revision);

    /// <summary>The same with the intents that an end leaves: a protection that tripped before it stays tripped.</summary>
    public OutletRecord WithEnd(IntentSlots intents, long revision)
    {
        var after = With(intents, revision);
        return after.DesiredRevision == DesiredRevision ? after : after with
        {
            EndRevision = after.DesiredRevision,
            TrippedRevision = TrippedRevision == DesiredRevision ? after.DesiredRevision : TrippedRevision,
        };
    }

    /// <summary>The same with one more happening, the oldest forgotten where there are too many.</summary>
    public OutletRecord With(Happening happening) => this with
    {
        Recent = [.. Recent.Length < RecentLimit ? Recent.AsSpan() : Recent.AsSpan(1..), happening],
    };
}
