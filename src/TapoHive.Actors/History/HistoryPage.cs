using System.Collections.Immutable;
using Akka.Actor;

namespace TapoHive.Actors.History;

/// <summary>A page of the history.</summary>
/// <param name="Lines">Its lines, oldest first.</param>
/// <param name="Next">Where the next page goes on; absent behind the last.</param>
public sealed record HistoryPage(ImmutableArray<HistoryLine> Lines, HistoryPlace? Next) : INoSerializationVerificationNeeded;
