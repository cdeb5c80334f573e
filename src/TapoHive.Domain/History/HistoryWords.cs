using TapoHive.Domain.Intents;

namespace TapoHive.Domain.History;

/// <summary>Lines of the history as people say them, to be read behind the outlet's name.</summary>
public static class HistoryWords
{
    /// <summary>What a line says.</summary>
    public static string Of(HistoryEntry entry) => entry.What switch
    {
        HistoryWhat.Intent when entry.To is null => $"nothing is asked of it any more by {Whom(entry)}",
        HistoryWhat.Intent => $"asked to be {entry.To} by {Whom(entry)}",
        HistoryWhat.MaxOn => $"had been on for as long as it may be, {Now(entry)}",
        HistoryWhat.Press when entry.Origin != Origin.Press => $"switched {entry.To} by {Whom(entry)}",
        HistoryWhat.Press => $"switched {entry.To} at the plug, or in the vendor's app",
        HistoryWhat.Released => $"released by {Whom(entry)}, {Now(entry)}",
        HistoryWhat.Ended => $"{Whom(entry)}, {Now(entry)}",
        HistoryWhat.Observed => $"{entry.To}{Because(entry)}",
        HistoryWhat.NotConverged => $"did not become {entry.To} in time{Run(entry)}: {entry.Detail}",
        HistoryWhat.Problem => $"in trouble ({entry.To}){(entry.Detail is { } sentence ? $": {sentence}" : "")}",
        HistoryWhat.Healed => "well again",
        HistoryWhat.Applied => $"house file applied as revision {entry.To}: {entry.Detail}",
        HistoryWhat.RolledBack => $"the house file before it came back as revision {entry.To}, by {Whom(entry)}",
        HistoryWhat.Run => $"scene {entry.To} begins, by {OriginWords.Of(entry.Origin)} (run {entry.Run})",
        HistoryWhat.Completed => $"{entry.To} after all{Run(entry)}",
        HistoryWhat.Skipped => $"schedule {entry.To} was not carried out: {entry.Detail}",
        HistoryWhat.ToBeSkipped => $"schedule {entry.To} is to be left out next time ({entry.Detail}), says {Whom(entry)}",
        HistoryWhat.Paused => $"{Schedules(entry)} paused by {Whom(entry)}, {entry.Detail}",
        HistoryWhat.Resumed when IsEnd(entry.Origin) => $"{Schedules(entry)} resumed: the pause is over",
        HistoryWhat.Resumed => $"{Schedules(entry)} resumed by {Whom(entry)}",
        HistoryWhat.ClockCorrected => $"the clock had been ahead and was set right; counted from now on: {entry.Detail}",
        HistoryWhat.Joined => $"joined the house, by {Whom(entry)}",
        HistoryWhat.Left => $"left the house, by {Whom(entry)}",
        HistoryWhat.Renamed => $"was called {entry.From} before",
        HistoryWhat.Found => $"found at {entry.To}",
        HistoryWhat.Moved => $"is at {entry.To} now{(entry.From is { } from ? $", was at {from}" : "")}",
        HistoryWhat.Transport => $"speaks {entry.To} now, spoke {entry.From}",
        HistoryWhat.Retried => $"to be tried again at once, says {Whom(entry)}",
        HistoryWhat.Account => $"{entry.To} the account",
        _ => $"{entry.What}{(entry.To is { } to ? $" {to}" : "")}, by {Whom(entry)}",
    };

    private static string Whom(HistoryEntry entry) => $"{OriginWords.Of(entry.Origin)}{Run(entry)}";

    private static string Run(HistoryEntry entry) => entry switch
    {
        { Run: null } => "",
        { Detail: { } verb, What: HistoryWhat.Intent } when verb != entry.To => $" ({verb}, run {entry.Run})",
        _ => $" (run {entry.Run})",
    };

    private static bool IsEnd(Origin origin) => origin.Value.StartsWith("end:", StringComparison.Ordinal);

    private static string Schedules(HistoryEntry entry) => entry.To is { } schedule ? $"schedule {schedule}" : "all schedules";

    private static string Now(HistoryEntry entry) => entry.To is { } to ? $"now asked to be {to}" : "now nobody asks anything of it";

    private static string Because(HistoryEntry entry) => entry.Origin.Value switch
    {
        "unknown" or "" => ", and nobody here asked for it",
        "first reading" => " at the first reading",
        "press" => ": somebody at the plug, or in the vendor's app",
        _ => $", as {Whom(entry)} asked",
    };
}
