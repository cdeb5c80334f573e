using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer of <c>backup</c> and <c>restore</c>.</summary>
/// <param name="File">The file with the copy.</param>
/// <param name="Folder">The data folder.</param>
/// <param name="Houses">The houses whose journal is in it.</param>
/// <param name="Energy">What became of the energy figures.</param>
/// <param name="Bytes">How large the file is.</param>
public sealed record BackupReport(string File, string Folder, ImmutableArray<string> Houses, EnergyFate Energy, long Bytes);
