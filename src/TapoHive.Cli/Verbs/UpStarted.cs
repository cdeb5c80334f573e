using System.Collections.Immutable;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.Verbs;

/// <summary>A hive that takes commands.</summary>
/// <param name="Gate">Where its gate listens.</param>
/// <param name="Houses">Its houses.</param>
/// <param name="Example">An outlet to try first, where one is known already.</param>
public sealed record UpStarted(GateAddress Gate, ImmutableArray<string> Houses, string? Example);
