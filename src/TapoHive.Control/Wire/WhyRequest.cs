namespace TapoHive.Control.Wire;

/// <summary>Why an outlet is as it is. Answered by one <see cref="Contract.WhyReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Outlet">The outlet's name, with its house where several have one of that name.</param>
public sealed record WhyRequest(long Id, string Outlet) : IOperatorRequest;
