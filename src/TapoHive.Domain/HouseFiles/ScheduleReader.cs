using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads <c>schedules</c>, once plugs, scenes and calendars are known.</summary>
/// <param name="house">The rest of the house.</param>
/// <param name="selectors">Reads selectors.</param>
/// <param name="options">Reckons with cron and tells what is past.</param>
internal sealed class ScheduleReader(HouseDefinition house, SelectorReader selectors, HouseFileOptions options)
{
    private const string Example = "bedtime { at = \"23:30\", off = all }";
    private const int MostChecked = 500;
    private const int MostFrequent = 2_000;
    private static readonly Duration s_longestSpread = Duration.FromHours(12);
    private static readonly Duration s_longestGrace = Duration.FromDays(7);
    private static readonly Duration s_longestPeriod = Duration.FromDays(366);
    private static readonly Duration s_shortest = Duration.FromMinutes(1);
    private static readonly Duration s_conflictsWithin = Duration.FromDays(14);
    private readonly ScheduleWords _words = new(house);
    private readonly Dictionary<ScheduleName, Entry> _written = [];

    public ImmutableArray<ScheduleDefinition> Read(Section section)
    {
        if (section.Find("schedules")?.Fields(keys: null, $"schedules {{ {Example} }}") is not { } all)
        {
            return [];
        }

        var schedules = ImmutableArray.CreateBuilder<ScheduleDefinition>();
        foreach (var entry in all.Entries)
        {
            if (SectionKeys.Schedule.Known.Contains(entry.Key) && entry.Value is not HoconObject)
            {
                entry.ErrorAtKey($"'{entry.Key}' stands where the name of a schedule should", $"Write {Example}");
            }
            else if (Schedule(entry) is { } schedule)
            {
                schedules.Add(schedule);
                _written[schedule.Name] = entry;
                new ScheduleCheck(house, options).Check(entry, schedule);
            }
        }

        return schedules.ToImmutable();
    }

    /// <summary>Warns of schedules that want opposite things of an outlet in the coming fortnight, or as much of it as is soon looked through, each pair once.</summary>
    public void CheckConflicts(ImmutableArray<ScheduleDefinition> schedules)
    {
        if (schedules.Length is < 2 or > MostChecked)
        {
            return;
        }

        var now = options.Clock.GetCurrentInstant();

        // A window has two firings on each day; of those of cron and every there may be thousands.
        var most = (schedules.Length * 2 * (int)s_conflictsWithin.TotalDays) + MostFrequent;
        var simulation = Simulator.Run(house with { Schedules = schedules }, options.Cron ?? NoCron.Instance, now, now + s_conflictsWithin, most);
        foreach (var conflict in simulation.Conflicts.DistinctBy(conflict => (conflict.Earlier, conflict.Winner)))
        {
            _written[conflict.Winner].Warn(conflict.Words, "If that is not meant, change when one of them is due, or what it switches");
        }
    }

    private ScheduleDefinition? Schedule(Entry entry)
    {
        NameRules.IsName(entry, "a schedule");
        if (entry.Fields(SectionKeys.Schedule, Example) is not { } section)
        {
            return null;
        }

        var when = Timing(section, entry.Key);
        var does = Action(section, entry.Key);
        var spread = section.Find("spread") is { } spreads ? Length(spreads, Duration.FromSeconds(1), s_longestSpread) : null;
        var grace = section.Find("grace") is { } graces ? Length(graces, s_shortest, s_longestGrace) : null;
        var days = section.Find("days") is { } weekdays ? ScheduleWords.Days(weekdays) : [];
        var skip = section.Find("skip") is { } skipped ? _words.Calendar(skipped) : null;
        var only = section.Find("only") is { } kept ? _words.Calendar(kept) : null;
        var isOn = section.Find("enabled") is not { } enabled || (enabled.Take(enabled.Value.AsBoolean()) ?? true);
        if (when is null || does is null)
        {
            return null;
        }

        Refuse(section, when, does);
        return new ScheduleDefinition(
            new ScheduleName(entry.Key), when, does, days, spread, skip, only, grace ?? ScheduleDefinition.UsualGrace,
            isOn ? Enablement.Enabled : Enablement.Disabled);
    }

    private ScheduleTiming? Timing(Section section, string name)
    {
        const string Kinds = "Write one of: at = \"23:30\", at = 20m before sunset, from = sunset with until = \"23:00\", cron = \"0 0 7 ? * MON-FRI\", every = 4h";
        var (at, from, until) = (section.Find("at"), section.Find("from"), section.Find("until"));
        var (cron, every) = (section.Find("cron"), section.Find("every"));
        var kinds = new[] { at, from ?? until, cron, every }.OfType<Entry>().ToList();
        if (kinds.Count == 0)
        {
            section.Missing("", $"nothing says when schedule '{name}' is due", Kinds);
            return null;
        }

        if (kinds.Count > 1)
        {
            kinds[1].ErrorAtKey($"schedule '{name}' says with '{kinds[0].Key}' and with '{kinds[1].Key}' when it is due", "Keep one, or make two schedules of it");
            return null;
        }

        if (at is not null)
        {
            return _words.When(at) is { } moment ? new ScheduleTiming.At(moment) : null;
        }

        if (every is not null)
        {
            return Length(every, s_shortest, s_longestPeriod) is { } period ? new ScheduleTiming.Every(period) : null;
        }

        return cron is not null ? Cron(cron) : Window(section, name, from, until);
    }

    private ScheduleTiming.Window? Window(Section section, string name, Entry? from, Entry? until)
    {
        if (from is null || until is null)
        {
            section.Missing(
                from is null ? "from" : "until", $"schedule '{name}' says {(from is null ? "until when, and not from" : "from when, and not until")} when",
                "Write from = sunset, until = \"23:00\"; for one moment write at");
            return null;
        }

        var begin = _words.When(from);
        var end = _words.When(until);
        if (begin is null || end is null)
        {
            return null;
        }

        if (begin == end)
        {
            until.Error("the window ends when it begins", "Write another time; for one moment write at");
            return null;
        }

        var isDated = begin is Moment.DateAndTime;
        if ((end is Moment.DateAndTime && !isDated) || (begin, end) is (Moment.DateAndTime { When: var first }, Moment.DateAndTime { When: var last }) && last <= first)
        {
            until.Error(
                isDated ? "the window ends before it begins" : "a window that ends on one day begins on one too",
                "Write for example from = \"2026-12-24T17:00\", until = \"2026-12-26T09:00\"");
            return null;
        }

        return new ScheduleTiming.Window(begin, end);
    }

    private ScheduleTiming.Cron? Cron(Entry entry)
    {
        const string Remedy = "Write second, minute, hour, day, month and day of the week, one of the two days as '?': \"0 0 7 ? * MON-FRI\" is 07:00 from Monday to Friday";
        if (entry.Text("a cron expression", Remedy) is not { } text)
        {
            return null;
        }

        if (options.Cron?.Mistake(text) is { } mistake)
        {
            var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            entry.Error($"{SecretShield.Shown(text)} is no cron expression: {mistake}", fields.Length == 5 ? $"It has five fields; the first of six is the second. {Remedy}" : Remedy);
            return null;
        }

        return new ScheduleTiming.Cron(text);
    }

    private ScheduleAction? Action(Section section, string name)
    {
        var (scene, on, off) = (section.Find("scene"), section.Find("on"), section.Find("off"));
        if (scene is not null && (on ?? off) is { } beside)
        {
            beside.ErrorAtKey($"schedule '{name}' runs a scene, and has '{beside.Key}' beside it", "Put it into the scene, or make two schedules of it");
            return null;
        }

        if (scene is not null)
        {
            return _words.Scene(scene) is { } wanted ? new ScheduleAction.Scene(wanted) : null;
        }

        if (on is null && off is null)
        {
            section.Missing("", $"schedule '{name}' does nothing", "Write scene = NAME, on = SELECTOR or off = SELECTOR");
            return null;
        }

        return new ScheduleAction.Set(on is null ? [] : selectors.Read(on), off is null ? [] : selectors.Read(off));
    }

    private static void Refuse(Section section, ScheduleTiming when, ScheduleAction does)
    {
        if (when is ScheduleTiming.Window && does is ScheduleAction.Scene)
        {
            section.Find("scene")?.Error("a window ends with the opposite of what it began with, and a scene has none", "Write on = SELECTOR, or two schedules with at, one for each scene");
        }

        if (when is ScheduleTiming.Window)
        {
            section.Find("grace")?.Warn("a window has no grace: it is always brought to where it should be", "Remove grace");
        }

        if (when is ScheduleTiming.Cron or ScheduleTiming.Every)
        {
            section.Find("spread")?.Error("a spread is for schedules with at, or from and until", "Remove spread");
        }

        if (when is ScheduleTiming.Cron)
        {
            section.Find("days")?.Error("the days of a cron schedule stand in its expression", "Write for example cron = \"0 0 7 ? * MON-FRI\"");
        }

        if (when is ScheduleTiming.At { When: Moment.DateAndTime } or ScheduleTiming.Window { From: Moment.DateAndTime })
        {
            section.Find("days")?.Error("a schedule for one date has no days of the week", "Remove days, or write a time without a date");
        }
    }

    private static Duration? Length(Entry entry, Duration least, Duration most)
    {
        if (entry.Take(entry.Value.AsDuration()) is not { } time)
        {
            return null;
        }

        var length = Duration.FromTimeSpan(time);
        if (length >= least && length <= most)
        {
            return length;
        }

        entry.Error(
            $"'{entry.Key}' is {(length < least ? "too short" : "too long")}",
            $"Write a length from {Lengths.Word(least)} to {Lengths.Word(most)}, for example {entry.Key} = {(least < s_shortest ? "10m" : "30m")}");
        return null;
    }
}
