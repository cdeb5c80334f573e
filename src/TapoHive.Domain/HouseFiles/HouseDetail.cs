namespace TapoHive.Domain.HouseFiles;

/// <summary>How much of a definition is written.</summary>
internal enum HouseDetail
{
    /// <summary>What a file needs to mean the same.</summary>
    AsInAFile,

    /// <summary>Also what a file leaves unsaid where something else already says it: for comparing two houses.</summary>
    Complete,
}
