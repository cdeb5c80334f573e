using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Alerts;

/// <summary>
/// When a trouble is worth telling, and when it is over. Derived from the house's stream alone, so that a hive that starts anew goes on
/// where it was.
/// </summary>
public static class TroubleDecision
{
    /// <summary>From so many troubles of one kind on it is one trouble that many share, and is told as soon as the first of them is due.</summary>
    private const int Wave = 5;

    // What began a moment ago may be over in the next one: it is none of many that last.
    private static readonly Duration LeastShared = Duration.FromSeconds(10);

    private static readonly FrozenSet<string> Passing = new[]
    {
        FailureKind.Dark, FailureKind.Transient, FailureKind.SessionLost, FailureKind.Busy, FailureKind.Malformed,
    }.Select(FailureCodes.Of).ToFrozenSet(StringComparer.Ordinal);

    // What was recorded before a restart is old news until plugs had time to answer.
    private static readonly Duration LongestWaking = Duration.FromSeconds(20);

    /// <summary>The events that are due.</summary>
    /// <param name="state">The house.</param>
    /// <param name="awake">Since when it has been awake in this process.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<HouseEvent> Decide(HouseState state, Instant awake, Instant now)
    {
        if (state is not { Definition.Notify: { } notify, Alerts: { } book })
        {
            return [];
        }

        var events = ImmutableArray.CreateBuilder<HouseEvent>();
        var over = book.Standing.Keys.Where(key => !PresentTrouble.MayStand(state, key, now)).ToImmutableArray();
        if (!over.IsEmpty)
        {
            events.Add(new TroublesCleared(now, over));
        }

        var fresh = Fresh(state, book, now);
        var due = fresh.Where(trouble => Due(trouble, notify, awake) <= now).ToImmutableArray();
        if (!due.IsEmpty)
        {
            var lasting = fresh.Where(trouble => trouble.Since + Duration.Min(After(trouble, notify), LeastShared) <= now).ToImmutableArray();
            var waves = due.Select(Sort).Distinct().Where(sort => lasting.Count(trouble => Sort(trouble) == sort) >= Wave).ToHashSet();
            events.Add(new TroublesRaised(now, [.. lasting.Where(trouble => Due(trouble, notify, awake) <= now || waves.Contains(Sort(trouble)))]));
        }

        return events.ToImmutable();
    }

    /// <summary>When <see cref="Decide"/> has something to say next, if nothing else happens; in the past where it has now.</summary>
    public static Instant? NextDue(HouseState state, Instant awake, Instant now)
    {
        if (state is not { Definition.Notify: { } notify, Alerts: { } book })
        {
            return null;
        }

        if (book.Standing.Keys.Any(key => !PresentTrouble.MayStand(state, key, now)))
        {
            return now;
        }

        Instant? next = null;
        foreach (var trouble in PresentTrouble.Of(state, now))
        {
            if (IsFresh(trouble, book) && Due(trouble, notify, awake) is var due && (next is null || due < next))
            {
                next = due;
            }
        }

        return next;
    }

    private static List<RaisedTrouble> Fresh(HouseState state, AlertBook book, Instant now) =>
        [.. PresentTrouble.Of(state, now).Where(trouble => IsFresh(trouble, book))];

    // What turned into something else is news: another remedy helps. A plug that answers now and then, and not well, is the same trouble all the time.
    private static bool IsFresh(RaisedTrouble trouble, AlertBook book) =>
        !book.Standing.TryGetValue(trouble.Key, out var told) || (Sort(told) != Sort(trouble) && !(IsPassing(told) && IsPassing(trouble)));

    private static bool IsPassing(RaisedTrouble trouble) => Passing.Contains(trouble.Code);

    private static (AlertKind, string) Sort(RaisedTrouble trouble) => (trouble.Kind, trouble.Code);

    // A plug that refuses the account is not tried again by itself: waiting tells nothing more.
    private static Duration After(RaisedTrouble trouble, NotifyDefinition notify) => trouble.Kind == AlertKind.Quarantined ? Duration.Zero : notify.After;

    private static Instant Due(RaisedTrouble trouble, NotifyDefinition notify, Instant awake)
    {
        var after = After(trouble, notify);
        return Instant.Max(trouble.Since + after, awake + Duration.Min(after, LongestWaking));
    }
}
