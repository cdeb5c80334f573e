namespace TapoHive.Hocon;

/// <summary>Something a person should know about a document: where, what, and what to do.</summary>
/// <param name="Severity">Whether the document can still be used.</param>
/// <param name="Position">Where to look first.</param>
/// <param name="Path">The key it concerns as a path expression, such as <c>plugs.lamp.mac</c>; empty where none is known.</param>
/// <param name="Message">One sentence of fact, without a full stop.</param>
/// <param name="Hint">One sentence of remedy, where there is one to give.</param>
public sealed record HoconProblem(
    HoconSeverity Severity, HoconPosition Position, string Path, string Message, string? Hint = null)
{
    /// <summary>The whole problem on one line: <c>house.conf:12:5: this '[' is never closed. Add ']'.</c></summary>
    public override string ToString() =>
        Hint is null ? $"{Position}: {Message}" : $"{Position}: {Message}. {Hint}";
}
