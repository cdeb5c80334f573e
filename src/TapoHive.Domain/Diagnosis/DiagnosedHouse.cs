using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Diagnosis;

/// <summary>A house in the eyes of a diagnosis.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outlets">How many outlets it has.</param>
/// <param name="Troubled">How many of them need a look.</param>
/// <param name="Waiting">How many found plugs wait to be let in.</param>
/// <param name="Storage">Whether it can write.</param>
public sealed record DiagnosedHouse(string Name, int Outlets, int Troubled, int Waiting, StorageHealth Storage);
