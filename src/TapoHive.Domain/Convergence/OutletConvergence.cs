using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Convergence;

/// <summary>Where one outlet stands between what is wanted and what was read.</summary>
public sealed record OutletConvergence(OutletSlot Slot)
{
    /// <summary>What the house wants.</summary>
    public Desired? Desired { get; init; }

    /// <summary>Since when the house has been asked for it.</summary>
    public Instant? AskedAt { get; init; }

    /// <summary>How long it may be on at a time.</summary>
    public Duration? MaxOn { get; init; }

    /// <summary>What ended <see cref="Desired"/> before the house said so.</summary>
    public EndCause? Over { get; init; }

    /// <summary>How far the clock was set forward since <see cref="Desired"/> was told; negative where it was set back.</summary>
    public Duration ClockShift { get; init; } = Duration.Zero;

    /// <summary>Its own name on a strip.</summary>
    public string Alias { get; init; } = "";

    /// <summary>What was last read.</summary>
    public PowerState? Reported { get; init; }

    /// <summary>Since when it has been on, where it is: by its own count, else since it was first seen so.</summary>
    public Instant? OnSince { get; init; }

    /// <summary>What made it change to <see cref="Reported"/>.</summary>
    public ChangeCause? Cause { get; init; }

    /// <summary>Whether that was read in the present session: only then can a difference be a press.</summary>
    public Continuity Continuity { get; init; } = Continuity.Broken;

    /// <summary>The plug's own protection.</summary>
    public Protection Protection { get; init; }

    /// <summary>Its countdown.</summary>
    public OutletTimer Timer { get; init; } = OutletTimer.Unknown;

    /// <summary>What people stored on it in the vendor's app; absent before anybody looked.</summary>
    public StoredRules? Rules { get; init; }

    /// <summary>Whose day those rules go by.</summary>
    public DateTimeZone RulesZone { get; init; } = DateTimeZone.Utc;

    /// <summary>Commands of the last minute whose effect has not been seen: they may still land.</summary>
    public ImmutableArray<UnresolvedWrite> Unresolved { get; init; } = [];

    /// <summary>The desired revision at the time the effect under way was begun.</summary>
    public long AskedRevision { get; init; }

    /// <summary>The newest revision that a reading has proven.</summary>
    public long ProvenRevision { get; init; }

    /// <summary>When it was proven.</summary>
    public Instant? ProvenAt { get; init; }

    /// <summary>Commands sent for the desired revision.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last of them was sent.</summary>
    public Instant? SentAt { get; init; }

    /// <summary>How many of them the plug said it had carried out; only a reading proves that.</summary>
    public int Acknowledged { get; init; }

    /// <summary>No command before this moment.</summary>
    public Instant NextWriteAt { get; init; } = Instant.MinValue;

    /// <summary>Convergence rests until the house wants something newer than this revision: a press it has yet to judge, or a
    /// protection that only a newer intent may overrule.</summary>
    public long? HeldAtRevision { get; init; }

    /// <summary>Why it rests.</summary>
    public HoldReason HeldFor { get; init; }

    /// <summary>Since when the plug has not shown this outlet.</summary>
    public Instant? MissingSince { get; init; }

    /// <summary>When presses were driven back within the last minute, and when one that was let be will be.</summary>
    public ImmutableArray<Instant> DrivenBack { get; init; } = [];

    /// <summary>When it was last let be, because it is switched against the house again and again.</summary>
    public Instant? FightSeenAt { get; init; }

    /// <summary>What keeps it from converging.</summary>
    public PlugProblem? Problem { get; init; }

    /// <summary>When the desired state ends by its own limit. Wall clock and monotonic clock both count, and the earlier one wins: a
    /// clock that was set back does not make it longer.</summary>
    public Instant? Until => Desired?.Until is not { } until ? null : ClockShift < Duration.Zero ? until + ClockShift : until;

    /// <summary>When it will have been on for as long as it may be.</summary>
    public Instant? Limit => MaxOn is { } most && Reported == PowerState.On && OnSince is { } since ? since + most : null;

    /// <summary>Whether the desired state has ended, by its own limit or by <c>max-on</c>.</summary>
    public bool IsOver(Instant now) => Over is not null || now >= Until || now >= Limit;

    /// <summary>What is wanted at a moment; nothing where nobody asks and no limit is passed.</summary>
    public PowerState? Wanted(Instant now) => Over == EndCause.MaxOn || now >= Limit ? PowerState.Off : Asked(now);

    /// <summary>What is asked for at a moment, whatever <c>max-on</c> says.</summary>
    public PowerState? Asked(Instant now) => Over == EndCause.Until || now >= Until ? Desired?.AtEnd : Desired?.Wanted;

    /// <summary>The next end to come, if any.</summary>
    public OutletEnd? NextEnd(Instant now)
    {
        var wanted = Wanted(now);
        var own = Over is null && Until is { } until && until > now && Desired!.AtEnd != wanted
            ? new OutletEnd(until, Desired.AtEnd, EndCause.Until)
            : null;
        var limit = (wanted != PowerState.Off || IsPressed) && Limit is { } most && most > now ? new OutletEnd(most, PowerState.Off, EndCause.MaxOn) : null;
        return own is null || limit is null ? own ?? limit : limit.At <= own.At ? limit : own;
    }

    /// <summary>Whether it rests because it was pressed, and the house has yet to judge that.</summary>
    public bool IsPressed => HeldAtRevision is not null && HeldFor == HoldReason.Press;

    /// <summary>Whether a command is due, but for its pause.</summary>
    public bool Differs(Instant now) => Wanted(now) is { } wanted
        && Reported is { } reported
        && reported != wanted
        && (HeldAtRevision is null || IsHeldPastLimit(now));

    /// <summary>Whether a reading is due because nothing has proven the desired revision yet. An intent that is over can no longer be proven.</summary>
    public bool WantsProof(Instant now) => Desired is { } desired && !IsOver(now) && ProvenRevision < desired.Revision && HeldAtRevision is null;

    // A press waits for its house's word, but nothing is on for longer than it may be until that comes.
    private bool IsHeldPastLimit(Instant now) => IsPressed && now >= Limit;
}
