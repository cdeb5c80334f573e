using NodaTime;

namespace TapoHive.Control.Contract;

/// <summary>What is wrong with a plug or outlet.</summary>
/// <param name="Code">A stable word for programs, such as <c>credentials-rejected</c>.</param>
/// <param name="Message">One sentence of fact, one of remedy.</param>
/// <param name="Since">Since when.</param>
public sealed record ProblemReport(string Code, string Message, Instant Since);
