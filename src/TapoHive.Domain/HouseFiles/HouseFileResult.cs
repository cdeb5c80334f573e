using System.Collections.Immutable;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.HouseFiles;

/// <summary>What reading a house file gave.</summary>
/// <param name="Definition">The house; absent where any problem is an error.</param>
/// <param name="Problems">Everything worth saying, in reading order: by file, then line, then column.</param>
/// <param name="SourceHash">
/// SHA-256 over what the file means, in lower-case hex; empty where there is no definition. Two readings differ in it exactly if
/// their definitions differ: an included file or an environment variable counts where it changes a value; comments, blanks, the
/// order of plugs and the way a value is written do not, nor does what a secret's file holds. So "the file changed" never asks
/// for an apply that would change nothing, and a change that came from elsewhere is never missed.
/// </param>
/// <param name="Files">The files that were read, the house file itself first.</param>
public sealed record HouseFileResult(
    HouseDefinition? Definition, ImmutableArray<HouseFileProblem> Problems, string SourceHash, ImmutableArray<string> Files)
{
    /// <summary>Whether any problem is an error.</summary>
    public bool HasErrors => Problems.Any(problem => problem.Severity == HouseFileSeverity.Error);
}
