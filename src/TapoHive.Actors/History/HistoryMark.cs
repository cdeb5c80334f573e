using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>How far the history of a house is written.</summary>
/// <param name="House">Whose.</param>
/// <param name="Revision">The last event that is in it.</param>
/// <param name="Clock">The latest time of any event in it.</param>
public sealed record HistoryMark(HouseName House, long Revision, Instant Clock);
