namespace TapoHive.Control.Contract;

/// <summary>One step of a scene.</summary>
/// <param name="Step">Its number, from 1.</param>
/// <param name="Kind"><c>switch</c> or <c>wait</c>.</param>
/// <param name="WaitSeconds">How long it waits.</param>
/// <param name="WithinSeconds">In what time it has to be proven.</param>
/// <param name="GapSeconds">The pause between one outlet and the next.</param>
/// <param name="AtOnce">How many outlets are under way together at most.</param>
public sealed record SceneStepReport(int Step, string Kind, double? WaitSeconds, double? WithinSeconds, double? GapSeconds, int? AtOnce);
