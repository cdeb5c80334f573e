using System.Globalization;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Something a person should know about a house file: where, what, and what to do. Never holds a secret.</summary>
/// <param name="Severity">Whether the file can still be applied.</param>
/// <param name="File">The file, as the caller or an include named it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 units, from 1.</param>
/// <param name="Key">The key as a path, such as <c>house.plugs.lamp.mac</c>; empty where none is known.</param>
/// <param name="Message">One sentence of fact, without a full stop.</param>
/// <param name="Hint">One sentence of remedy, where there is one to give.</param>
public sealed record HouseFileProblem(
    HouseFileSeverity Severity, string File, int Line, int Column, string Key, string Message, string? Hint)
{
    /// <summary>The whole problem on one line, in the form editors and terminals understand.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Message}") + (Hint is null ? "" : $". {Hint}");
}
