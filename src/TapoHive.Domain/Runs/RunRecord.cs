using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Runs;

/// <summary>A run that was started: what it asked of which outlets.</summary>
/// <param name="Id">Which.</param>
/// <param name="Verb">What was asked: <c>on</c>, <c>off</c>, <c>toggle</c>.</param>
/// <param name="Origin">By whom.</param>
/// <param name="StartedAt">When it was durably accepted.</param>
/// <param name="Window">How long it waits for proof before it is settled with what it has.</param>
/// <param name="Outlets">What it wanted of each outlet.</param>
public sealed record RunRecord(
    RunId Id,
    string Verb,
    Origin Origin,
    Instant StartedAt,
    Duration Window,
    ImmutableSortedDictionary<OutletName, RunTarget> Outlets);
