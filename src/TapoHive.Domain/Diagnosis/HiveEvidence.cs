using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Diagnosis;

/// <summary>What is seen of a hive and its machine when it is diagnosed; what could not be looked at is absent.</summary>
/// <param name="Folder">Its data folder.</param>
/// <param name="State">Whether it answers.</param>
/// <param name="Now">The time by this machine.</param>
/// <param name="Survey">The machine's networks, and signs of what may keep answers away.</param>
public sealed record HiveEvidence(string Folder, HiveState State, Instant Now, DiscoverySurvey Survey)
{
    /// <summary>The context by which it was asked, where it is another machine's; then nothing of that machine is seen.</summary>
    public string? Context { get; init; }

    /// <summary>Where its gate listens.</summary>
    public string? Gate { get; init; }

    /// <summary>What was said of it, or by it: its version, or why it could not be entered.</summary>
    public string? Words { get; init; }

    /// <summary>How the data folder is.</summary>
    public FolderState FolderState { get; init; }

    /// <summary>How the local operator's key is.</summary>
    public FolderState KeyState { get; init; }

    /// <summary>Bytes free where the folder is.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>How the journal is.</summary>
    public DatabaseState Journal { get; init; }

    /// <summary>The journal's size.</summary>
    public long? JournalBytes { get; init; }

    /// <summary>What tells that the clock is kept right, where anything does.</summary>
    public string? ClockKeptBy { get; init; }

    /// <summary>The version of the time zone data, such as <c>2026a</c>.</summary>
    public string? ZoneData { get; init; }

    /// <summary>The machine's own time zone; absent where it has none that is known.</summary>
    public string? Zone { get; init; }

    /// <summary>How many files and sockets a process may have open.</summary>
    public long? OpenFiles { get; init; }

    /// <summary>Its houses; absent where it was not asked.</summary>
    public ImmutableArray<DiagnosedHouse>? Houses { get; init; }
}
