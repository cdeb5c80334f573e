using TapoHive.Domain.Intents;
using TapoHive.Domain.Scenes;

namespace TapoHive.Chaos.Simulation;

/// <summary>A client's wish for a scene on its way to the house.</summary>
/// <param name="Scene">Which.</param>
/// <param name="Origin">By whom.</param>
/// <param name="Told">What the client does when it hears that it was accepted, with the run's number.</param>
internal sealed record Played(SceneName Scene, Origin Origin, Action<long?> Told);
