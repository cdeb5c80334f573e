namespace TapoHive.Control.Wire;

/// <summary>Run a scene. Answered like <see cref="SwitchRequest"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Scene">Its name, with its house where not every house that has one of that name is meant.</param>
/// <param name="WindowSeconds">How long each outlet may take, where its step does not say.</param>
/// <param name="Waiting">Whether the client wants to see the proof.</param>
public sealed record SceneRunRequest(long Id, string Scene, double WindowSeconds, Waiting Waiting) : IOperatorRequest;
