using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Control.Wire;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;

namespace TapoHive.Cli.Rendering;

/// <summary>What came of a run, for people: each outlet, or where there are many each that is not as wanted; in the end the whole.</summary>
public sealed class RunLines(Screen screen)
{
    private const int FewOutlets = 24;

    /// <summary>Draws it.</summary>
    public void Finish(RunReport report, Waiting waiting)
    {
        if (waiting == Waiting.ForAcceptance)
        {
            screen.Out.WriteLine($"Accepted for {Count(report.Outlets.Length)}; nobody waited for proof. Run {report.Run}.");
            return;
        }

        var all = report.Outlets.Length <= FewOutlets;
        Tell(report.Outlets.Where(outlet => all || outlet.Outcome != OutletOutcome.Converged), report);
        screen.Out.WriteLine(Summary(report));
    }

    private static string Count(int outlets) => string.Create(CultureInfo.InvariantCulture, $"{outlets} outlet{(outlets == 1 ? "" : "s")}");

    private static string Summary(RunReport report)
    {
        var converged = report.Outlets.Count(static outlet => outlet.Outcome == OutletOutcome.Converged);
        var took = report.FinishedAt is { } finished ? $" in {Ages.Span((finished - report.StartedAt).TotalSeconds)}" : "";
        var rest = report.Outlets.Length - converged;
        var what = report.Undoes is { } undone ? $"Run {undone} is undone: " : "";
        var ended = report.Outcome == RunOutcome.Cancelled ? " The run was cancelled." : report.CompletedAt is { } at ? $" The last came {Ages.Span((at - report.StartedAt).TotalSeconds)} after the start." : "";
        return what + (rest == 0
            ? $"{Count(converged)} converged{(report.CompletedAt is null ? took : "")}."
            : string.Create(CultureInfo.InvariantCulture, $"{converged} of {Count(report.Outlets.Length)} converged{took}; {rest} not.{Stays(report)}")) + ended;
    }

    private static string Stays(RunReport report) => report.Outlets.Any(static outlet => outlet.Outcome == OutletOutcome.Failed)
        ? " What is wanted stays wanted, and is done as soon as it can be."
        : "";

    /// <summary>The colour of an outcome.</summary>
    internal static Style StyleOf(OutletOutcome outcome) => outcome switch
    {
        OutletOutcome.Converged => new Style(Color.Green),
        OutletOutcome.Failed => new Style(Color.Red),
        _ => new Style(Color.Yellow),
    };

    private static string Because(RunOutletReport outlet) =>
        string.Concat(new[] { outlet.Problem?.Message, outlet.Note }.OfType<string>().Select(static sentence => $"  {Tables.Plain(sentence)}"));

    private void Tell(IEnumerable<RunOutletReport> outlets, RunReport report)
    {
        var several = report.Outlets.Select(static outlet => outlet.House).Distinct(StringComparer.Ordinal).Count() > 1;
        var width = report.Outlets.Max(outlet => (several ? outlet.FullName : outlet.Name).Length);
        var console = screen.Draw(screen.Out);
        foreach (var outlet in outlets)
        {
            var name = (several ? outlet.FullName : outlet.Name).PadRight(width);
            var time = outlet.Milliseconds is { } ms ? $"  {Ages.Span(ms / 1000.0)}" : "";
            var line = new Paragraph()
                .Append($"{name}  {(outlet.Wanted?.Word() ?? "-").PadRight(3)}  ")
                .Append(outlet.Outcome.ToString().ToLowerInvariant(), StyleOf(outlet.Outcome))
                .Append($"{time}{Because(outlet)}{Environment.NewLine}");
            console.Write(line);
        }
    }
}
