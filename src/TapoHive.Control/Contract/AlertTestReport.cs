using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>notify test</c>.</summary>
/// <param name="Messages">What became of each test message.</param>
public sealed record AlertTestReport(ImmutableArray<AlertTestMessage> Messages);
