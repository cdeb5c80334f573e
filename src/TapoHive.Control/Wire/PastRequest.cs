namespace TapoHive.Control.Wire;

/// <summary>Why an outlet was as it was. Answered by one <see cref="Contract.PastReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Outlet">The outlet's name, with its house where several have one of that name.</param>
/// <param name="At">When, as <see cref="Domain.Text.MomentText"/> reads it in the house's time zone.</param>
public sealed record PastRequest(long Id, string Outlet, string At) : IOperatorRequest;
