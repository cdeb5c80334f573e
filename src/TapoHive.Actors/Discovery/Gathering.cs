using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Actors.Discovery;

/// <summary>Somebody who asked to look, what answered so far, and what went wrong on this side.</summary>
internal sealed class Gathering(IActorRef asker, Instant now, Duration listen, ImmutableArray<DiscoveryTarget> targets)
{
    private const int MostUnsent = 16;
    private readonly HashSet<UnsentProbe> _unsent = [];

    /// <summary>Who asked.</summary>
    public IActorRef Asker { get; } = asker;

    /// <summary>When it is over.</summary>
    public Instant Until { get; private set; } = now + listen;

    /// <summary>Whether it is over, also where the clock was set back.</summary>
    public bool HasEnded(Instant now) => Until <= now || Until - now > listen;

    /// <summary>Who answered.</summary>
    public Dictionary<Mac, Sighting> Sightings { get; } = [];

    /// <summary>Nobody could be asked before now: it listens as long as it meant to from here.</summary>
    public void Resume(Instant now) => Until = Instant.Max(Until, now + listen);

    /// <summary>A probe could not leave.</summary>
    public void NotSent(UnsentProbe probe)
    {
        if (_unsent.Count < MostUnsent)
        {
            _unsent.Add(probe);
        }
    }

    /// <summary>How it went.</summary>
    public DiscoverySurvey Survey(IEnumerable<SurveyedNetwork> networks) => new(
        [.. networks],
        [.. targets.Where(target => target.Range is not null).Select(target => target.Value)],
        [.. _unsent],
        []);
}
