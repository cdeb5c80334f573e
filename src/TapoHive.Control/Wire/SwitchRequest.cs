using System.Collections.Immutable;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Intents;

namespace TapoHive.Control.Wire;

/// <summary>Switch outlets. Answered by <see cref="Contract.RunReport"/>s: the first one whole, each later one with the parts
/// that changed, the last one settled.</summary>
/// <param name="Id">The request.</param>
/// <param name="Verb">On, off or toggle.</param>
/// <param name="Selectors">Which outlets.</param>
/// <param name="ForSeconds">How long; null for "until something newer".</param>
/// <param name="Holding">Whether a schedule's next occurrence may end it.</param>
/// <param name="WindowSeconds">How long to wait for proof.</param>
/// <param name="Waiting">Whether the client wants to see the proof.</param>
public sealed record SwitchRequest(
    long Id,
    SwitchVerb Verb,
    ImmutableArray<string> Selectors,
    double? ForSeconds,
    Holding Holding,
    double WindowSeconds,
    Waiting Waiting) : IOperatorRequest;
