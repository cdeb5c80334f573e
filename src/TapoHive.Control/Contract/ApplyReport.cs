using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>house apply</c> and <c>house rollback</c>.</summary>
/// <param name="House">Which house.</param>
/// <param name="Revision">Its revision now.</param>
/// <param name="Changes">What is different now.</param>
public sealed record ApplyReport(string House, long Revision, ImmutableArray<ChangeReport> Changes);
