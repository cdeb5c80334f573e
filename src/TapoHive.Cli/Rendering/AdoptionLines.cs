using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Rendering;

/// <summary><c>adopt</c> for people.</summary>
public static class AdoptionLines
{
    /// <summary>Draws a report.</summary>
    public static void Write(AdoptReport report, Screen screen)
    {
        foreach (var plug in report.Adopted)
        {
            screen.Out.WriteLine(plug switch
            {
                { Joined: true, Alias: { } alias } => $"{plug.Name} joined house '{plug.House}' ('{Tables.Plain(alias)}' in the Tapo app).",
                { Joined: true } => $"{plug.Name} joined house '{plug.House}'.",
                { Problem: { } problem } => $"{plug.Name} was let in and has not joined yet: {problem.Message}",
                _ => $"{plug.Name} was let in and joins as soon as it has logged in. 'tapohive status' shows how it goes.",
            });
        }

        if (report.Adopted.IsEmpty && report.Waiting.IsEmpty)
        {
            screen.Out.WriteLine("No plug waits to be adopted. 'tapohive discover' shows what answers, and whose it is.");
        }
        else if (report.Adopted.IsEmpty)
        {
            WriteWaiting(report, screen);
        }
    }

    /// <summary>Draws how far it is: the outlets that have come so far.</summary>
    public static void Draw(Screen screen, IReadOnlyCollection<OutletStatus> joined, TimeSpan taken)
    {
        foreach (var outlet in joined.Take(Math.Max(1, screen.Size.Rows - 3)))
        {
            screen.Out.WriteLine($"{outlet.Name}  {outlet.Phase}{(outlet.Problem is { } problem ? $"  {problem.Code}" : "")}");
        }

        screen.Out.WriteLine($"Waiting for plugs to log in and join ... {Ages.Span(taken.TotalSeconds)}");
    }

    private static void WriteWaiting(AdoptReport report, Screen screen)
    {
        var several = report.Waiting.Select(static plug => plug.House).Distinct(StringComparer.Ordinal).Skip(1).Any();
        var table = Tables.Of("WAITING", "MAC", "MODEL", "ADDRESS", "SEEN", "WHY");
        foreach (var plug in report.Waiting)
        {
            table.AddRow(
                new Text(several ? $"{plug.House}/{plug.Name}" : plug.Name),
                new Text(plug.Mac),
                new Text(Tables.Plain(plug.Model)),
                new Text(plug.Address),
                new Text(Ages.Ago(plug.SeenAgeSeconds)),
                new Text(plug.Forgotten ? $"was forgotten{(plug.Alias is { } alias ? $" ('{Tables.Plain(alias)}')" : "")}" : "the house asks"));
        }

        Tables.WriteFitting(table, screen, 4, 2, 3);
        screen.Out.WriteLine();
        screen.Out.WriteLine("'tapohive adopt NAME' lets one in, 'tapohive adopt all' all of them.");
    }
}
