using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer of <c>context list</c>.</summary>
/// <param name="Contexts">The hives that a user may command; the one of this machine first.</param>
public sealed record ContextsReport(ImmutableArray<ContextReport> Contexts);
