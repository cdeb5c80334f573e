using System.Collections.Immutable;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>What is written at once: whole events, their lines, and the new mark; all of it or nothing.</summary>
/// <param name="Mark">How far it leads.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Standings">How outlets stand since.</param>
/// <param name="Checkpoint">The house as the mark has it, where it is time to keep that: later events need not be added up from the first.</param>
public sealed record HistoryBatch(HistoryMark Mark, ImmutableArray<HistoryLine> Lines, ImmutableArray<StandingLine> Standings, HouseState? Checkpoint);
