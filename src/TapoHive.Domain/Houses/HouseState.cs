using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.Houses;

/// <summary>
/// All that a house remembers: what its events add up to. Immutable, so that whoever reads it is never in the way of the
/// house. Changed only by the evolution of its events.
/// </summary>
public sealed record HouseState
{
    /// <summary>A house to which nothing has happened.</summary>
    public static HouseState Empty { get; } = new();

    /// <summary>How many events have happened: the journal's sequence number of the last one.</summary>
    public long Revision { get; init; }

    /// <summary>The applied house file; absent before the first.</summary>
    public HouseDefinition? Definition { get; init; }

    /// <summary>Where the applied file was read from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Hash of the applied file's content.</summary>
    public string SourceHash { get; init; } = "";

    /// <summary>Every plug, listed or found.</summary>
    public ImmutableSortedDictionary<PlugId, PlugRecord> Plugs { get; init; } = ImmutableSortedDictionary<PlugId, PlugRecord>.Empty;

    /// <summary>Outlets by name. Derived from <see cref="Plugs"/>.</summary>
    [JsonIgnore]
    public ImmutableSortedDictionary<OutletName, OutletKey> OutletsByName { get; init; } = ImmutableSortedDictionary<OutletName, OutletKey>.Empty;

    /// <summary>Runs that are not settled.</summary>
    public ImmutableSortedDictionary<RunId, RunRecord> OpenRuns { get; init; } = ImmutableSortedDictionary<RunId, RunRecord>.Empty;

    /// <summary>The last runs that were settled, bounded; absent where there was none.</summary>
    public ImmutableSortedDictionary<RunId, PastRun>? PastRuns { get; init; }

    /// <summary>What is known of credentials: tried, accepted, rejected.</summary>
    public CredentialLedger Credentials { get; init; } = CredentialLedger.Empty;

    /// <summary>The revision of the last event that changed which plugs and definitions the house has; absent before the first.</summary>
    public long? LayoutRevision { get; init; }

    /// <summary>The definition before the present one, to go back to.</summary>
    public AppliedHouse? Before { get; init; }

    /// <summary>What each file meant when it was last applied, the latest last, bounded.</summary>
    public ImmutableArray<FileApplied>? FilesApplied { get; init; }

    /// <summary>Plugs that an operator took out, by hardware address; absent while there are none.</summary>
    public ImmutableSortedDictionary<Mac, ForgottenPlug>? Forgotten { get; init; }

    /// <summary>What is remembered of each schedule of the applied file; absent where there is none.</summary>
    public ImmutableSortedDictionary<ScheduleName, ScheduleMemory>? Schedules { get; init; }

    /// <summary>The pause of the whole house, where it is paused.</summary>
    public SchedulePause? SchedulesPause { get; init; }

    /// <summary>What is to be told to people, and what they have been told; absent where the house tells nobody.</summary>
    public AlertBook? Alerts { get; init; }

    /// <summary>What is remembered of a schedule.</summary>
    public ScheduleMemory? MemoryOf(ScheduleName schedule) => Schedules?.GetValueOrDefault(schedule);

    /// <summary>The outlet with a key.</summary>
    public OutletRecord this[OutletKey key] => Plugs[key.Plug].Outlets[key.Slot];
}
