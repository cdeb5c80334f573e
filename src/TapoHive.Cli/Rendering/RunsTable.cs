using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Rendering;

/// <summary><c>runs</c> for people, newest first.</summary>
public static class RunsTable
{
    /// <summary>Draws it.</summary>
    public static void Write(RunsReport report, Screen screen)
    {
        if (report.Runs.IsEmpty)
        {
            screen.Out.WriteLine("No run is remembered. The last fifty of each house are.");
            return;
        }

        var table = Tables.Of("RUN", "WHAT", "BY", "STARTED (UTC)", "TOOK", "OUTCOME", "CONVERGED", "FAILED", "");
        foreach (var run in report.Runs)
        {
            table.AddRow(
                new Text(run.Run),
                new Text(run.Scene is { } scene ? $"scene {scene}" : run.Undoes is { } undone ? $"undo {undone}" : run.Verb),
                new Text(Tables.Plain(run.Origin)),
                new Text(run.StartedAt.ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                new Text(run.FinishedAt is { } finished ? Ages.Span((finished - run.StartedAt).TotalSeconds) : "-"),
                new Text(run.Outcome.ToString().ToLowerInvariant()),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{run.Converged} of {run.Outlets}")),
                new Text(run.Failed.ToString(CultureInfo.InvariantCulture)),
                new Text(Remark(run)));
        }

        Tables.WriteFitting(table, screen, 2, 7, 4, 3, 8);
    }

    private static string Remark(RunSummary run) => string.Join(", ", new[]
    {
        run.CompletedAt is { } at ? $"completed {Ages.Span((at - (run.FinishedAt ?? run.StartedAt)).TotalSeconds)} later" : null,
        run.UndoneBy is { } by ? $"undone by {by}" : null,
    }.OfType<string>());
}
