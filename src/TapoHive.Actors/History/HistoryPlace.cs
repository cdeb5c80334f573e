using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>Where a line stands in the one order of all lines: by time, then by house and event.</summary>
public sealed record HistoryPlace(Instant At, HouseName House, long Revision, int Part);
