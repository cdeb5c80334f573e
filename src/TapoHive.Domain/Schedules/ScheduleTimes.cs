using NodaTime;
using NodaTime.TimeZones;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Schedules;

/// <summary>
/// When one schedule of a house is due: every firing as it will be. A time that the clocks skip in spring counts right after the
/// gap; one that comes twice in autumn counts the first time; windows are two instants; <c>every</c> is elapsed time. Pure and
/// immutable; cheap to make.
/// </summary>
public sealed class ScheduleTimes
{
    private const int DaysAround = 2;
    private static readonly ZoneLocalMappingResolver OnceEachDay = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);
    private static readonly Duration[] Horizons = [Duration.FromDays(3), Duration.FromDays(40), Duration.FromDays(400), Duration.FromDays(1830)];

    private readonly HouseDefinition _house;
    private readonly ScheduleDefinition _schedule;
    private readonly ICronTimes _cron;
    private readonly Instant _anchor;
    private readonly DateTimeZone _zone;
    private readonly CalendarDefinition? _skip;
    private readonly CalendarDefinition? _only;

    /// <summary>Reckons for one schedule.</summary>
    /// <param name="house">Its house: zone, place, calendars.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="cron">Reckons with cron expressions.</param>
    /// <param name="anchor">From when <c>every</c> counts.</param>
    public ScheduleTimes(HouseDefinition house, ScheduleDefinition schedule, ICronTimes cron, Instant anchor)
    {
        _house = house;
        _schedule = schedule;
        _cron = cron;
        _anchor = anchor;
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(house.TimeZone) ?? DateTimeZone.Utc;
        _skip = Calendar(schedule.Skip);
        _only = Calendar(schedule.Only);
    }

    /// <summary>The zone of the house.</summary>
    public DateTimeZone Zone => _zone;

    /// <summary>The firings after one instant and up to and with another, in order. Reckoned as they are asked for.</summary>
    public IEnumerable<Occurrence> Between(Instant after, Instant upTo) => _schedule.When switch
    {
        _ when after >= upTo => [],
        ScheduleTiming.At { When: Moment.DateAndTime once } => Days(once.When.Date, once.When.Date, after, upTo),
        ScheduleTiming.Window { From: Moment.DateAndTime once } => Days(once.When.Date, once.When.Date, after, upTo),
        ScheduleTiming.At or ScheduleTiming.Window =>
            Days(DateOf(after).PlusDays(-DaysAround), DateOf(upTo).PlusDays(DaysAround), after, upTo),
        ScheduleTiming.Cron cron => Instants(Cron(cron.Expression, after), upTo),
        ScheduleTiming.Every every => Instants(Every(every.Period, after), upTo),
        _ => throw new InvalidOperationException("Not a kind of schedule."),
    };

    /// <summary>The first firing after an instant, those that calendars leave out included; absent where none comes within five years.</summary>
    public Occurrence? Next(Instant after)
    {
        foreach (var horizon in Horizons)
        {
            if (First(Between(after, after + horizon)) is { } next)
            {
                return next;
            }
        }

        return null;
    }

    // Those of cron and every come in order, and there may be thousands; days overlap by their spread, and are few.
    private Occurrence? First(IEnumerable<Occurrence> coming) =>
        _schedule.When is ScheduleTiming.Cron or ScheduleTiming.Every ? coming.FirstOrDefault() : coming.MinBy(occurrence => occurrence.Due);

    /// <summary>The last firing at or before an instant that no calendar leaves out; absent where none came within a year.</summary>
    public Occurrence? Last(Instant upTo)
    {
        foreach (var horizon in Horizons.Take(3))
        {
            if (Between(upTo - horizon, upTo).Where(occurrence => occurrence.LeftOut is null).MaxBy(occurrence => (occurrence.Due, occurrence.Key)) is { } last)
            {
                return last;
            }
        }

        return null;
    }

    /// <summary>Why a schedule that goes by the sun is not due on a day on which it otherwise would be, in words; absent where it is.</summary>
    public string? AbsentOn(LocalDate date)
    {
        if (!_schedule.IsOn(date.DayOfWeek) || LeftOut(date) is not null || OfDay(date).Any())
        {
            return null;
        }

        return _schedule.When switch
        {
            ScheduleTiming.At at => Why(at.When),
            ScheduleTiming.Window window => Why(window.From) ?? Why(window.Until) ?? "the window does not end within a day",
            _ => null,
        };

        string? Why(Moment moment) => moment is Moment.Sun sun && _house.Location is { } place && SunTimes.Find(sun.Event, date, _zone, place) is null
            ? SunTimes.WhyNone(sun.Event, date, _zone, place)
            : null;
    }

    private LocalDate DateOf(Instant instant) => instant.InZone(_zone).Date;

    private IEnumerable<Occurrence> Days(LocalDate first, LocalDate last, Instant after, Instant upTo)
    {
        for (var date = first; date <= last; date = date.PlusDays(1))
        {
            foreach (var occurrence in _schedule.IsOn(date.DayOfWeek) ? OfDay(date) : [])
            {
                if (occurrence.Due > after && occurrence.Due <= upTo)
                {
                    yield return occurrence;
                }
            }

            // The calendar's last day has none behind it.
            if (date == last)
            {
                yield break;
            }
        }
    }

    private IEnumerable<Occurrence> OfDay(LocalDate date)
    {
        var spread = _schedule.Spread is { } most ? ScheduleSpread.Of(_house.Name, _schedule.Name, date, most) : Duration.Zero;
        switch (_schedule.When)
        {
            case ScheduleTiming.At at when Resolve(at.When, date) is ({ } due, var note):
                yield return Make(OccurrenceKey.Of(date), due, note);
                break;
            case ScheduleTiming.Window window when Resolve(window.From, date) is ({ } start, var startNote)
                && End(window, date, start) is ({ } end, var endNote):
                yield return Make(OccurrenceKey.Of(date, WindowEdge.Start), start, startNote);
                yield return Make(OccurrenceKey.Of(date, WindowEdge.End), end, endNote);
                break;
            default:
                break;
        }

        Occurrence Make(OccurrenceKey key, Instant due, string note) => new(
            _schedule.Name,
            key,
            due + spread,
            spread == Duration.Zero ? note : note.Length == 0 ? $"{Lengths.Word(spread)} of spread" : $"{note}; {Lengths.Word(spread)} of spread",
            LeftOut(date));
    }

    /// <summary>When a window ends: at the first such moment after its start, which is on the same day or the next.</summary>
    private (Instant? At, string Note)? End(ScheduleTiming.Window window, LocalDate date, Instant start)
    {
        if (window.Until is Moment.DateAndTime || (window.From is Moment.DateAndTime && window.Until is not Moment.Sun))
        {
            return Resolve(window.Until, window is { From: Moment.DateAndTime { When: var begin }, Until: Moment.TimeOfDay { Time: var time } } && time <= begin.TimeOfDay ? date.PlusDays(1) : date);
        }

        // On the clock's face, not on the line of time: a window inside the hour that comes twice, or that is skipped, keeps its day.
        if (window is { From: Moment.TimeOfDay { Time: var from }, Until: Moment.TimeOfDay { Time: var until } })
        {
            return Resolve(window.Until, until > from ? date : date.PlusDays(1));
        }

        return Resolve(window.Until, date) is ({ } sameDay, var note) && sameDay > start ? (sameDay, note)
            : Resolve(window.Until, date.PlusDays(1)) is ({ } nextDay, var nextNote) && nextDay > start ? (nextDay, nextNote)
            : null;
    }

    private (Instant? At, string Note) Resolve(Moment moment, LocalDate date) => moment switch
    {
        Moment.TimeOfDay time => OnTheClock(date.At(time.Time)),
        Moment.DateAndTime once => OnTheClock(once.When),
        Moment.Sun sun => (_house.Location is { } place && SunTimes.Find(sun.Event, date, _zone, place) is { } shining ? shining + sun.Offset : null, ""),
        _ => throw new InvalidOperationException("Not a moment."),
    };

    private (Instant? At, string Note) OnTheClock(LocalDateTime local)
    {
        var mapping = _zone.MapLocal(local);
        var at = OnceEachDay(mapping).ToInstant();
        var shown = new Moment.TimeOfDay(local.TimeOfDay);
        return (at, mapping.Count switch
        {
            0 => $"the clocks skip {shown} on this day: right after the gap",
            2 => $"{shown} comes twice on this day: the first time",
            _ => "",
        });
    }

    private IEnumerable<Occurrence> Instants(IEnumerable<Instant> instants, Instant upTo)
    {
        // A calendar may be long, and many firings fall on one day.
        LocalDate? day = null;
        string? leftOut = null;
        foreach (var instant in instants.TakeWhile(instant => instant <= upTo))
        {
            var date = DateOf(instant);
            if (!_schedule.IsOn(date.DayOfWeek))
            {
                continue;
            }

            if (date != day)
            {
                (day, leftOut) = (date, LeftOut(date));
            }

            yield return new Occurrence(_schedule.Name, OccurrenceKey.Of(instant), instant, "", leftOut);
        }
    }

    private IEnumerable<Instant> Cron(string expression, Instant after)
    {
        for (var next = _cron.NextAfter(expression, _zone, after); next is { } instant; next = _cron.NextAfter(expression, _zone, instant))
        {
            yield return instant;
        }
    }

    private IEnumerable<Instant> Every(Duration period, Instant after)
    {
        var number = after < _anchor ? 1 : (long)Math.Floor((after - _anchor) / period) + 1;
        for (; ; number++)
        {
            var instant = _anchor + (period * number);
            if (instant > after)
            {
                yield return instant;
            }
        }
    }

    private string? LeftOut(LocalDate date) =>
        _skip is { } skip && skip.Contains(date) ? $"{skip.Name} has this day, and it is skipped"
        : _only is { } only && !only.Contains(date) ? $"{only.Name} does not have this day"
        : null;

    private CalendarDefinition? Calendar(CalendarName? name) =>
        name is { } wanted ? (_house.Calendars ?? []).FirstOrDefault(calendar => calendar.Name == wanted) : null;
}
