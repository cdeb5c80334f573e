namespace TapoHive.Domain.Houses;

/// <summary>What a file meant when it was last applied.</summary>
/// <param name="Source">The file.</param>
/// <param name="SourceHash">The fingerprint of what it meant.</param>
public sealed record FileApplied(string Source, string SourceHash);
