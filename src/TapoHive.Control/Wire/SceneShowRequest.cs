namespace TapoHive.Control.Wire;

/// <summary>What a scene would do now. Answered by one <see cref="Contract.SceneReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Scene">Its name, with its house where several have one of that name.</param>
public sealed record SceneShowRequest(long Id, string Scene) : IOperatorRequest;
