using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer of <c>operator list</c>.</summary>
/// <param name="Operators">Who may enter, by name.</param>
public sealed record OperatorsReport(ImmutableArray<OperatorReport> Operators);
