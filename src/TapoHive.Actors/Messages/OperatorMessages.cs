using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Instruments;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Actors.Messages;

/// <summary>A message for one house; `/user/houses` passes it on, or answers <see cref="Refused"/> where there is no such house.</summary>
public interface IForHouse
{
    /// <summary>Which.</summary>
    HouseName House { get; }
}

/// <summary>Switch outlets. Answered by <see cref="RunAccepted"/> or <see cref="Refused"/>; after acceptance the sender also gets
/// <see cref="RunProgressed"/> as evidence comes in, the last one settled.</summary>
/// <param name="House">Which house.</param>
/// <param name="Verb">On, off or toggle.</param>
/// <param name="Selectors">Which outlets: a list of selectors, joined as a union.</param>
/// <param name="Origin">By whom.</param>
/// <param name="For">How long; absent for "until something newer".</param>
/// <param name="Holding">Whether a schedule's next occurrence may end it.</param>
/// <param name="Window">How long to wait for proof before the run is settled with what it has.</param>
/// <param name="Trace">What it is part of, where somebody follows that.</param>
public sealed record SwitchOutlets(
    HouseName House,
    SwitchVerb Verb,
    ImmutableArray<string> Selectors,
    Origin Origin,
    Duration? For,
    Holding Holding,
    Duration Window,
    TraceContext? Trace = null) : IForHouse, ITraced
{
    /// <inheritdoc/>
    public ITraced Within(TraceContext? trace) => this with { Trace = trace };
}

/// <summary>What to make of an outlet.</summary>
public enum SwitchVerb
{
    /// <summary>Closed.</summary>
    On,

    /// <summary>Open.</summary>
    Off,

    /// <summary>The opposite of what a fresh reading shows.</summary>
    Toggle,
}

/// <summary>A run was durably accepted.</summary>
/// <param name="House">In which house.</param>
/// <param name="Run">What it is about.</param>
/// <param name="Longest">How long it may take, where that is not the window it was given.</param>
public sealed record RunAccepted(HouseName House, RunEvidence Run, Duration? Longest = null);

/// <summary>What is known of a run now; settled when its outcome is not <see cref="RunOutcome.Accepted"/>.</summary>
public sealed record RunProgressed(HouseName House, RunEvidence Run);

/// <summary>Empty the manual slot of outlets. Answered by <see cref="Released"/> or <see cref="Refused"/>.</summary>
public sealed record ReleaseOutlets(HouseName House, ImmutableArray<string> Selectors, Origin Origin) : IForHouse;

/// <summary>The manual slots that were emptied, durably.</summary>
public sealed record Released(HouseName House, ImmutableArray<OutletName> Outlets);

/// <summary>Try plugs again at once: forget pauses and quarantine. Answered by <see cref="Retrying"/> or <see cref="Refused"/>.</summary>
public sealed record RetryPlugs(HouseName House, ImmutableArray<string> Selectors, Origin Origin) : IForHouse;

/// <summary>The plugs that are tried again, durably.</summary>
public sealed record Retrying(HouseName House, ImmutableArray<PlugName> Plugs);

/// <summary>A request was not accepted, and nothing of it was done.</summary>
/// <param name="Reason">Why, for programs.</param>
/// <param name="Message">Why, for people: a sentence of fact and one of remedy.</param>
public sealed record Refused(RefusalReason Reason, string Message);

/// <summary>Why a request was not accepted.</summary>
public enum RefusalReason
{
    /// <summary>There is no such house.</summary>
    UnknownHouse,

    /// <summary>A selector could not be read, or names something unknown.</summary>
    BadSelector,

    /// <summary>The selectors are right but mean no outlet.</summary>
    NothingMatched,

    /// <summary>The house cannot write; nothing was changed.</summary>
    StorageUnavailable,

    /// <summary>The request contradicts itself or the house.</summary>
    Invalid,

    /// <summary>The request is right, and does not fit what the house, or another one, is by now.</summary>
    Conflict,
}

/// <summary>Look for plugs now. Sent to `/user/discovery`; answered by <see cref="Discovered"/>.</summary>
/// <param name="Targets">Where; empty for all targets of all houses.</param>
/// <param name="Listen">How long to listen.</param>
/// <param name="Port">The UDP port that plugs listen on, where targets are given; absent for that of the houses.</param>
public sealed record Discover(ImmutableArray<DiscoveryTarget> Targets, Duration Listen, int? Port = null);

/// <summary>What answered.</summary>
/// <param name="Sightings">Who.</param>
/// <param name="Survey">How the search went.</param>
public sealed record Discovered(ImmutableArray<Sighting> Sightings, DiscoverySurvey? Survey = null);
