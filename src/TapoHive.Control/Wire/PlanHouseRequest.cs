namespace TapoHive.Control.Wire;

/// <summary>What would change if a file were applied, whose text came before in <see cref="HousePiece"/>s. Answered by one
/// <see cref="Contract.PlanReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Source">The file, as the hive is to remember it.</param>
/// <param name="SourceHash">What the client says that the file means.</param>
public sealed record PlanHouseRequest(long Id, string Source, string SourceHash) : IOperatorRequest;
