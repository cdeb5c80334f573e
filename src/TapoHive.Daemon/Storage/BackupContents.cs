using System.Collections.Immutable;
using TapoHive.Control.Contract;

namespace TapoHive.Daemon.Storage;

/// <summary>What a backup holds, or what was restored of one.</summary>
/// <param name="Houses">The houses whose journal it is.</param>
/// <param name="Energy">What became of the energy figures.</param>
public sealed record BackupContents(ImmutableArray<string> Houses, EnergyFate Energy);
