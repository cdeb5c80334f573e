namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>replace</c>: who takes whose place.</summary>
/// <param name="Name">The plug whose place is taken; its name goes on.</param>
/// <param name="House">Its house.</param>
/// <param name="Mac">The new device.</param>
/// <param name="OldMac">The one that was let go, where it was known.</param>
/// <param name="Source">The house's file.</param>
/// <param name="FileNamesOld">Whether that file lists the plug, and so names the old device until somebody edits it.</param>
public sealed record ReplaceReport(string Name, string House, string Mac, string? OldMac, string Source, bool FileNamesOld);
