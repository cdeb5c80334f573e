using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>Asks for a page of the history, oldest first. Answered by <see cref="HistoryPage"/>.</summary>
/// <param name="Scopes">Of which houses, and what of them.</param>
/// <param name="Since">From when on.</param>
/// <param name="Until">Up to when, that moment left out.</param>
/// <param name="After">Goes on behind this place.</param>
/// <param name="Limit">At most so many lines.</param>
public sealed record ReadHistory(ImmutableArray<HistoryScope> Scopes, Instant Since, Instant Until, HistoryPlace? After, int Limit)
    : IHistoryQuestion, INoSerializationVerificationNeeded
{
    /// <inheritdoc/>
    public IEnumerable<HouseName> Houses => Scopes.Select(scope => scope.House);
}
