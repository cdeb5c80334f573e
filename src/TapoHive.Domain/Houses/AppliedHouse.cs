using System.Collections.Immutable;

namespace TapoHive.Domain.Houses;

/// <summary>A definition that a house had before the present one, to go back to.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Source">The file it was read from.</param>
/// <param name="SourceHash">The fingerprint of what that file meant.</param>
/// <param name="Adopted">The plugs that had been adopted then, as they were: a later file may have listed them otherwise.</param>
public sealed record AppliedHouse(HouseDefinition Definition, string Source, string SourceHash, ImmutableArray<PlugDefinition> Adopted);
