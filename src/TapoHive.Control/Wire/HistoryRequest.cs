using System.Collections.Immutable;

namespace TapoHive.Control.Wire;

/// <summary>What happened. Answered by one <see cref="Contract.HistoryReport"/>: a page, oldest first.</summary>
/// <param name="Id">The request.</param>
/// <param name="Selectors">Which outlets; empty for all that happened.</param>
/// <param name="Since">From when on, as <see cref="Domain.Text.MomentText"/> reads it in the house's time zone.</param>
/// <param name="Until">Up to when; absent for now.</param>
/// <param name="After">What the page before gave as its next.</param>
/// <param name="Limit">How many events a page has at most.</param>
public sealed record HistoryRequest(long Id, ImmutableArray<string> Selectors, string Since, string? Until, string? After, int Limit) : IOperatorRequest;
