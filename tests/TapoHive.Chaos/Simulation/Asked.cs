using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Chaos.Simulation;

/// <summary>A client's command on its way to the house.</summary>
/// <param name="Verb">on, off, toggle, release or retry.</param>
/// <param name="Outlets">Of which outlets.</param>
/// <param name="For">For how long.</param>
/// <param name="Origin">By whom.</param>
/// <param name="Told">What the client does when it hears that it was accepted, with the run's number if it is one.</param>
internal sealed record Asked(string Verb, ImmutableArray<OutletName> Outlets, Duration? For, Origin Origin, Action<long?> Told)
{
    /// <summary>How long each run waits for proof.</summary>
    public static Duration Window { get; } = Duration.FromSeconds(20);
}
