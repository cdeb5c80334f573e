namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>house export</c>.</summary>
/// <param name="House">Which house.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Text">A house file that says what the house is.</param>
public sealed record ExportReport(string House, long Revision, string Text);
