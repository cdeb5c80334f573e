using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Domain.HouseFiles;

namespace TapoHive.Cli.Rendering;

/// <summary><c>house check</c> for people: a line for each problem, as editors understand it, and what it comes to.</summary>
public static class ProblemLines
{
    /// <summary>Draws what reading a file gave.</summary>
    public static void Write(string path, HouseFileResult read, Screen screen)
    {
        var console = screen.Draw(screen.Out);
        foreach (var problem in read.Problems)
        {
            var isError = problem.Severity == HouseFileSeverity.Error;
            console.Write(new Paragraph()
                .Append(isError ? "error: " : "warning: ", new Style(isError ? Color.Red : Color.Yellow))
                .Append($"{problem}{Environment.NewLine}"));
        }

        var errors = read.Problems.Count(static problem => problem.Severity == HouseFileSeverity.Error);
        var warnings = read.Problems.Length - errors;
        screen.Out.WriteLine((errors, warnings) switch
        {
            (0, 0) => $"{path} is right: house '{read.Definition!.Name}' with {Count(read.Definition.Plugs.Length, "listed plug")}.",
            (0, _) => $"{path} can be applied, with {Count(warnings, "warning")}.",
            _ => $"{path} cannot be applied: {Count(errors, "error")}, {Count(warnings, "warning")}.",
        });
    }

    private static string Count(int number, string what) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
