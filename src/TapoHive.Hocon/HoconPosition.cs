namespace TapoHive.Hocon;

/// <summary>A place in a file. Line and column start at 1; the column counts UTF-16 units.</summary>
/// <param name="File">The file's name as the caller gave it, or as an include reached it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 units, from 1.</param>
public readonly record struct HoconPosition(string File, int Line, int Column)
{
    /// <summary>The form editors and terminals understand: <c>house.conf:12:5</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
