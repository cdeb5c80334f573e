using System.Collections.Immutable;
using TapoHive.Domain.Energy;

namespace TapoHive.Control.Wire;

/// <summary>What flowed. Answered by one <see cref="Contract.EnergyReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Selectors">Which outlets; empty for all.</param>
/// <param name="Span">Which time.</param>
/// <param name="Since">From when on, where <paramref name="Span"/> does not say: as <see cref="Domain.Text.MomentText"/> reads it in the house's time zone.</param>
/// <param name="Until">Up to when; absent for now.</param>
/// <param name="By">How finely; absent for what suits the time.</param>
/// <param name="Group">What outlets are put together by.</param>
public sealed record EnergyRequest(
    long Id, ImmutableArray<string> Selectors, EnergySpan Span, string? Since = null, string? Until = null, EnergyScale? By = null, EnergyGrouping Group = EnergyGrouping.None)
    : IOperatorRequest;
