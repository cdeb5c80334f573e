using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Schedules;

/// <summary>Schedules in words for people.</summary>
public static class ScheduleText
{
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");
    private static readonly LocalDateTimePattern Seconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    /// <summary>A moment on the clock of a house: <c>2026-12-24 17:00</c>, with seconds where there are some.</summary>
    public static string Moment(HouseDefinition? house, Instant instant)
    {
        var zone = house is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(house.TimeZone);
        var local = instant.InZone(zone ?? DateTimeZone.Utc).LocalDateTime;
        return (local.Second == 0 ? Minutes : Seconds).Format(local);
    }

    /// <summary>When a schedule is due, with its days and what it leaves out.</summary>
    public static string Words(ScheduleDefinition schedule)
    {
        var when = schedule.When switch
        {
            ScheduleTiming.At at => at.When is Moment.Sun ? $"{at.When}" : $"at {at.When}",
            ScheduleTiming.Window window => $"from {window.From} until {window.Until}",
            ScheduleTiming.Every every => $"every {Lengths.Word(every.Period)} from when the file was applied",
            ScheduleTiming.Cron cron => CronText.Words(cron.Expression),
            _ => schedule.When.ToString()!,
        };
        return string.Join(", ", new[]
        {
            when,
            schedule.Days.IsEmpty ? "" : $"on {Days(schedule.Days)}",
            schedule.Spread is { } spread ? $"up to {Lengths.Word(spread)} later, another time each day" : "",
            schedule.Skip is { } skip ? $"not on days of {skip}" : "",
            schedule.Only is { } only ? $"only on days of {only}" : "",
        }.Where(words => words.Length > 0));
    }

    // As a house file has them: three and more in a row are a range.
    private static string Days(ImmutableArray<IsoDayOfWeek> days)
    {
        var words = new List<string>();
        for (var day = IsoDayOfWeek.Monday; day <= IsoDayOfWeek.Sunday; day++)
        {
            var last = day;
            while (days.Contains(last) && last < IsoDayOfWeek.Sunday && days.Contains(last + 1))
            {
                last++;
            }

            if (last - day >= 2)
            {
                words.Add($"{Short(day)}-{Short(last)}");
                day = last;
            }
            else if (days.Contains(day))
            {
                words.Add(Short(day));
            }
        }

        return string.Join(", ", words);

        static string Short(IsoDayOfWeek day) => day.ToString()[..3];
    }

    /// <summary>What is switched at an occurrence: the end of a window switches the other way round.</summary>
    public static string Does(ScheduleAction.Set set, WindowEdge edge) =>
        (edge == WindowEdge.End ? new ScheduleAction.Set(set.Off, set.On) : set).ToString()!;
}
