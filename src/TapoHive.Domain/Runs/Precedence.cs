namespace TapoHive.Domain.Runs;

/// <summary>Whether what is wanted by hand of an outlet was wanted before a run was accepted.</summary>
internal enum Precedence
{
    /// <summary>It was.</summary>
    Older,

    /// <summary>It is newer, and wins.</summary>
    Newer,
}
