namespace TapoHive.Control.Wire;

/// <summary>Apply a file, whose text came before in <see cref="HousePiece"/>s. Answered by one <see cref="Contract.ApplyReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Source">The file, as the hive is to remember it.</param>
/// <param name="SourceHash">What the client says that the file means.</param>
/// <param name="Revision">The revision of the plan that the operator saw; null where none was looked at.</param>
public sealed record ApplyHouseRequest(long Id, string Source, string SourceHash, long? Revision) : IOperatorRequest;
