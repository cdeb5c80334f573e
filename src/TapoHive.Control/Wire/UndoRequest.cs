namespace TapoHive.Control.Wire;

/// <summary>Put back what a run changed. Answered like <see cref="SwitchRequest"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Run">Which run, such as <c>12</c> or <c>hillside/12</c>; null for the last one.</param>
/// <param name="WindowSeconds">How long to wait for proof.</param>
/// <param name="Waiting">Whether the client wants to see the proof.</param>
public sealed record UndoRequest(long Id, string? Run, double WindowSeconds, Waiting Waiting) : IOperatorRequest;
