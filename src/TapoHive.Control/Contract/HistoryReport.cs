using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>history</c>: events, oldest first.</summary>
/// <param name="Events">The events.</param>
/// <param name="Houses">The houses asked about, each with its time zone.</param>
/// <param name="Next">What to ask the next page with; absent behind the last.</param>
public sealed record HistoryReport(ImmutableArray<HistoryEvent> Events, ImmutableArray<HouseZone> Houses, string? Next = null);
