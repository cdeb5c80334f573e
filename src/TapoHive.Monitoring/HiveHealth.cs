using System.Collections.Immutable;
using Akka.Actor;
using TapoHive.Actors;
using TapoHive.Domain.Houses;

namespace TapoHive.Monitoring;

/// <summary>
/// Whether a hive lives, and whether it does what it is asked. Whoever puts a hive together says how far it is; systemd's watchdog, /healthz and /readyz
/// ask. Thread-safe.
/// </summary>
public sealed class HiveHealth
{
    private readonly Lock _lock = new();
    private ImmutableArray<IActorRef> _vital = [];
    private ImmutableArray<HouseName> _remembered = [];
    private volatile HiveStage _stage;
    private volatile Hive? _hive;

    /// <summary>How far it is.</summary>
    public HiveStage Stage => _stage;

    /// <summary>The hive, once its journal was read.</summary>
    internal Hive? Hive => _hive;

    /// <summary>What keeps it from doing what it is asked, in a sentence; nothing where it is ready.</summary>
    public string? Objection => Readiness.Objection(
        _stage, _remembered, _hive?.Board.Views ?? ImmutableSortedDictionary<HouseName, HouseView>.Empty);

    /// <summary>The hive runs.</summary>
    /// <param name="hive">Itself.</param>
    /// <param name="remembered">The houses that its journal knew.</param>
    public void Runs(Hive hive, IEnumerable<HouseName> remembered)
    {
        lock (_lock)
        {
            _remembered = [.. remembered];
            _vital = _vital.Add(hive.Houses);
            _hive = hive;
        }
    }

    /// <summary>Its gate is open.</summary>
    public void Opens(IActorRef gate)
    {
        lock (_lock)
        {
            _vital = _vital.Add(gate);
            _stage = HiveStage.Open;
        }
    }

    /// <summary>It takes nothing more.</summary>
    public void Stops() => _stage = HiveStage.Stopping;

    /// <summary>Whether the actors of the hive and of its gate answer. One that starts, or stops, is not asked about what is not there.</summary>
    public async Task<bool> IsAliveAsync(TimeSpan patience, CancellationToken cancellation)
    {
        ImmutableArray<IActorRef> vital;
        lock (_lock)
        {
            vital = _stage == HiveStage.Stopping ? [] : _vital;
        }

        try
        {
            var answers = await Task.WhenAll(vital.Select(each => each.Ask<ActorIdentity>(new Identify(null), patience, cancellation))).ConfigureAwait(false);
            return answers.All(static answer => answer.Subject is not null);
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
