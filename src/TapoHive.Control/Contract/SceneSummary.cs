using TapoHive.Domain.Scenes;

namespace TapoHive.Control.Contract;

/// <summary>One scene of <c>scene list</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="House">Its house.</param>
/// <param name="Steps">How many steps it has, the scenes in it laid out.</param>
/// <param name="Outlets">How many outlets it means just now.</param>
/// <param name="OnFailure">What a failed step leads to.</param>
/// <param name="Problem">Why it cannot be run just now, where it cannot.</param>
public sealed record SceneSummary(string Name, string House, int Steps, int Outlets, FailurePolicy OnFailure, string? Problem);
