using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.HouseFiles;

/// <summary>What can be said of a schedule that is written well: that it is never due, or not on every day it seems to be.</summary>
internal sealed class ScheduleCheck(HouseDefinition house, HouseFileOptions options)
{
    private static readonly Duration s_horizon = Duration.FromDays(5 * 366);

    public void Check(Entry entry, ScheduleDefinition schedule)
    {
        // Without somebody who reckons with cron nothing is known of it.
        if (!schedule.IsEnabled || (schedule.When is ScheduleTiming.Cron && options.Cron is null))
        {
            return;
        }

        var now = options.Clock.GetCurrentInstant();
        var times = new ScheduleTimes(house, schedule, options.Cron ?? NoCron.Instance, now);
        if (!times.Between(now, now + s_horizon).Any(occurrence => occurrence.LeftOut is null))
        {
            Never(entry, schedule, times.Next(now) is not null);
            return;
        }

        var today = now.InZone(times.Zone).Date;
        var absent = Enumerable.Range(0, 366).Select(today.PlusDays).Select(date => (Date: date, Why: times.AbsentOn(date))).Where(day => day.Why is not null).ToList();
        if (absent.Count > 0 && GoesByTheSun(schedule))
        {
            entry.Warn(
                string.Create(CultureInfo.InvariantCulture, $"schedule '{schedule.Name}' is not due on {absent.Count} of the next 366 days, the first {LocalDatePattern.Iso.Format(absent[0].Date)}: {absent[0].Why}"),
                "Where that matters, add a second schedule with a fixed time");
        }
    }

    private static void Never(Entry entry, ScheduleDefinition schedule, bool isLeftOut)
    {
        if (isLeftOut)
        {
            entry.Warn($"schedule '{schedule.Name}' never fires: its calendars leave out every day on which it would", "Correct skip, only or the calendar's dates");
        }
        else if (schedule.When is ScheduleTiming.At { When: Moment.DateAndTime } or ScheduleTiming.Window { From: Moment.DateAndTime })
        {
            entry.Warn($"schedule '{schedule.Name}' never fires again: its date is past", "Remove it, or write a later date");
        }
        else
        {
            entry.Warn($"schedule '{schedule.Name}' never fires", "Correct when it is due: no such day comes within five years");
        }
    }

    private static bool GoesByTheSun(ScheduleDefinition schedule) => schedule.When switch
    {
        ScheduleTiming.At { When: Moment.Sun } => true,
        ScheduleTiming.Window window => window.From is Moment.Sun || window.Until is Moment.Sun,
        _ => false,
    };
}
