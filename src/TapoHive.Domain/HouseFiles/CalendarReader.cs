using System.Collections.Immutable;
using TapoHive.Domain.Schedules;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads <c>calendars</c>: days that schedules skip, or keep to.</summary>
internal static class CalendarReader
{
    private const string Example = "calendars.holidays { dates = [ \"2026-12-25\", \"2026-12-31/2027-01-02\" ] }";

    public static ImmutableArray<CalendarDefinition> Read(Section house)
    {
        if (house.Find("calendars")?.Fields(keys: null, Example) is not { } section)
        {
            return [];
        }

        var calendars = ImmutableArray.CreateBuilder<CalendarDefinition>();
        foreach (var entry in section.Entries)
        {
            if (entry.Key == "dates" && entry.Value is not HoconObject)
            {
                entry.ErrorAtKey("'dates' stands where the name of a calendar should", $"Write {Example}");
            }
            else if (Calendar(entry) is { } calendar)
            {
                calendars.Add(calendar);
            }
        }

        return calendars.ToImmutable();
    }

    private static CalendarDefinition? Calendar(Entry entry)
    {
        NameRules.IsName(entry, "a calendar");
        if (entry.Fields(SectionKeys.Calendar, Example) is not { } section)
        {
            return null;
        }

        if (section.Find("dates") is not { } dates)
        {
            section.Missing("dates", $"calendar '{entry.Key}' has no dates", "Write dates = [ \"2026-12-25\", \"2026-12-31/2027-01-02\" ]");
            return null;
        }

        return new CalendarDefinition(new CalendarName(entry.Key), [.. dates.Items().Select(Range).OfType<DateRange>().Distinct()]);
    }

    private static DateRange? Range(Entry item)
    {
        const string Remedy = "Write a day as \"2026-12-25\", or days in a row as \"2026-12-31/2027-01-02\"";
        if (item.Text("a date", Remedy) is not { } text)
        {
            return null;
        }

        if (DateRange.TryParse(text, out var range))
        {
            return range;
        }

        var parts = text.Split('/');
        item.Error(
            parts.Length == 2 && DateRange.TryParse($"{parts[1]}/{parts[0]}", out _) ? $"{SecretShield.Shown(text)} ends before it begins" : $"{SecretShield.Shown(text)} is no date",
            Remedy);
        return null;
    }
}
