using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>What <c>up</c> says once commands are taken.</summary>
/// <param name="Data">The hive's data folder.</param>
/// <param name="Gate">Where its gate listens.</param>
/// <param name="Houses">Its houses.</param>
public sealed record UpReport(string Data, string Gate, ImmutableArray<string> Houses);
