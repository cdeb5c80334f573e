namespace TapoHive.Control.Wire;

/// <summary>What is right and wrong with a plug. Answered by one <see cref="Contract.DoctorReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Plug">The plug, or one of its outlets.</param>
/// <param name="ListenSeconds">How long to listen for its answer to a probe.</param>
public sealed record DoctorRequest(long Id, string Plug, double ListenSeconds) : IOperatorRequest;
