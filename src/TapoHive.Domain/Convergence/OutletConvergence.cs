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

    /// <summary>Its own name on a strip.</summary>
    public string Alias { get; init; } = "";

    /// <summary>What was last read.</summary>
    public PowerState? Reported { get; init; }

    /// <summary>Whether that was read in the present session: only then can a difference be a press.</summary>
    public Continuity Continuity { get; init; } = Continuity.Broken;

    /// <summary>The plug's own protection.</summary>
    public Protection Protection { get; init; }

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

    /// <summary>When presses were driven back within the last minute, and when one that was let be will be.</summary>
    public ImmutableArray<Instant> DrivenBack { get; init; } = [];

    /// <summary>What keeps it from converging.</summary>
    public PlugProblem? Problem { get; init; }

    /// <summary>Whether a command is due, but for its pause.</summary>
    public bool Differs(Instant now) => Desired is { } desired
        && Reported is { } reported
        && reported != desired.At(now)
        && HeldAtRevision is null;

    /// <summary>Whether a reading is due because nothing has proven the desired revision yet. An intent that is over can no longer be proven.</summary>
    public bool WantsProof(Instant now) => Desired is { } desired && !desired.IsOver(now) && ProvenRevision < desired.Revision && HeldAtRevision is null;
}
