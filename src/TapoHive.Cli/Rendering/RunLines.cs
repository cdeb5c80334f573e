using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Control.Wire;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;

namespace TapoHive.Cli.Rendering;

/// <summary>A run for people, as it goes: each outlet once it is settled, or a counter where there are many; in the end the whole.</summary>
public sealed class RunLines(Screen screen)
{
    private const int FewOutlets = 24;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private bool _isCounting;

    /// <summary>Shows what is newly known.</summary>
    public void Show(RunReport report)
    {
        if (report.Outlets.Length <= FewOutlets)
        {
            Tell(report.Outlets.Where(static outlet => outlet.Outcome != OutletOutcome.Pending), report);
            return;
        }

        if (screen.Kind == ScreenKind.Terminal)
        {
            var settled = report.Outlets.Count(static outlet => outlet.Outcome != OutletOutcome.Pending);
            screen.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{settled} of {report.Outlets.Length} outlets ..."));
            screen.Error.Flush();
            _isCounting = true;
        }
    }

    /// <summary>Shows the rest and sums up.</summary>
    public void Finish(RunReport report, Waiting waiting)
    {
        Clear();
        if (waiting == Waiting.ForAcceptance)
        {
            screen.Out.WriteLine($"Accepted for {Count(report.Outlets.Length)}; nobody waited for proof. Run {report.Run}.");
            return;
        }

        var all = report.Outlets.Length <= FewOutlets;
        Tell(report.Outlets.Where(outlet => all || outlet.Outcome != OutletOutcome.Converged), report);
        screen.Out.WriteLine(Summary(report));
    }

    /// <summary>Takes the counter away.</summary>
    public void Clear()
    {
        if (_isCounting)
        {
            screen.Error.Write($"\r{new string(' ', Math.Min(screen.Width - 1, 60))}\r");
            _isCounting = false;
        }
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

    private static Style StyleOf(OutletOutcome outcome) => outcome switch
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
            if (_told.Add(outlet.Part))
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

        screen.Out.Flush();
    }
}
