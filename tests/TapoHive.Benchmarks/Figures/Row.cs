namespace TapoHive.Benchmarks.Figures;

/// <summary>One row of the table.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Command">How to measure it again.</param>
/// <param name="Figures">What came out.</param>
/// <param name="Notes">What a reader has to know.</param>
internal sealed record Row(string Title, string Command, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Notes);
