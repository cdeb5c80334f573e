using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Writes schedules and calendars as <see cref="ScheduleReader"/> and <see cref="CalendarReader"/> read them.</summary>
internal static class ScheduleWriter
{
    /// <summary>What stands in the braces of a schedule.</summary>
    public static WrittenFields Write(ScheduleDefinition schedule)
    {
        var fields = new WrittenFields();
        Timing(fields, schedule.When);
        Action(fields, schedule.Does);
        return fields
            .Each("days", schedule.Days.Select(static day => day.ToString().ToLowerInvariant()[..3]))
            .Say("spread", schedule.Spread)
            .Say("skip", schedule.Skip?.Value)
            .Say("only", schedule.Only?.Value)
            .Say("grace", schedule.Grace == ScheduleDefinition.UsualGrace ? null : schedule.Grace)
            .Say("enabled", schedule.IsEnabled ? null : "false");
    }

    /// <summary>What stands in the braces of a calendar.</summary>
    public static WrittenFields Write(CalendarDefinition calendar) => new WrittenFields()
        .Add("dates", new Written.Items([.. calendar.Dates.Select(static range => new Written.Word(range.ToString()))]));

    private static void Timing(WrittenFields fields, ScheduleTiming timing)
    {
        switch (timing)
        {
            case ScheduleTiming.At at:
                fields.Say("at", at.When.ToString());
                break;
            case ScheduleTiming.Window window:
                fields.Say("from", window.From.ToString()).Say("until", window.Until.ToString());
                break;
            case ScheduleTiming.Cron cron:
                fields.Say("cron", cron.Expression);
                break;
            case ScheduleTiming.Every every:
                fields.Say("every", every.Period);
                break;
            default:
                throw new InvalidOperationException("Not a timing.");
        }
    }

    private static void Action(WrittenFields fields, ScheduleAction action)
    {
        switch (action)
        {
            case ScheduleAction.Scene scene:
                fields.Say("scene", scene.Name.Value);
                break;
            case ScheduleAction.Set set:
                fields.OneOrEach("on", set.On).OneOrEach("off", set.Off);
                break;
            default:
                throw new InvalidOperationException("Not an action.");
        }
    }
}
