using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Energy;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads <c>tariff</c>: what a kilowatt-hour costs, and when it costs something else.</summary>
internal static class TariffReader
{
    private const string Example = "tariff { currency = EUR, price = 0.32 }";
    private const string TimeExample = "night { from = \"23:30\", until = \"05:30\", price = 0.19 }";
    private const decimal Most = 1_000_000;
    private static readonly LocalTimePattern s_time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The tariff, where there is one.</summary>
    public static Tariff? Read(Section house)
    {
        if (house.Find("tariff")?.Fields(SectionKeys.Tariff, Example) is not { } section)
        {
            return null;
        }

        var currency = Currency(section);
        var price = Price(section);
        var times = section.Find("times") is { } entry ? Times(entry) : [];
        return price is { } usual ? new Tariff(currency, usual, times.IsEmpty ? null : times) : null;
    }

    private static string Currency(Section section)
    {
        if (section.Find("currency") is not { } entry)
        {
            section.Missing("currency", "the tariff names no currency", $"Write {Example}");
            return "";
        }

        if (entry.Text("a currency", $"Write {Example}") is { } text && (text.Length is 0 or > 8 || text.Any(char.IsControl)))
        {
            entry.Error($"'{entry.Value}' is no currency", "Write a code such as EUR, or a sign");
        }

        return entry.Value.ToString() ?? "";
    }

    private static decimal? Price(Section section)
    {
        if (section.Find("price") is not { } entry)
        {
            section.Missing("price", "there is no price of a kilowatt-hour", "Write for example price = 0.32");
            return null;
        }

        if (entry.Take(entry.Value.AsDouble()) is not { } price)
        {
            return null;
        }

        if (double.IsNaN(price) || Math.Abs(price) > (double)Most)
        {
            entry.Error($"'{entry.Value}' is no price of a kilowatt-hour", "Write for example price = 0.32");
            return null;
        }

        return (decimal)price;
    }

    private static ImmutableArray<TariffTime> Times(Entry entry) =>
        entry.Fields(null, $"times {{ {TimeExample} }}") is not { } section ? []
        : [.. section.Entries.Select(Time).OfType<TariffTime>()];

    private static TariffTime? Time(Entry entry)
    {
        if (!NameRules.IsName(entry, "a time of the tariff") || entry.Fields(SectionKeys.TariffTime, TimeExample) is not { } section)
        {
            return null;
        }

        var (from, until) = (At(section, "from"), At(section, "until"));
        var days = section.Find("days") is { } written ? ScheduleWords.Days(written) : [];
        if (from is null && until is null && days.IsEmpty)
        {
            section.Missing("from", $"nothing says when '{entry.Key}' holds", $"Write {TimeExample}, or days = weekend");
        }

        if (from is not null && from == until)
        {
            section.Find("until")?.Error($"'{entry.Key}' ends when it begins", "Write another time, or leave both out for the whole day");
        }

        return Price(section) is { } price ? new TariffTime(entry.Key, price, from, until, days.IsEmpty ? null : days) : null;
    }

    private static LocalTime? At(Section section, string key)
    {
        if (section.Find(key) is not { } entry || entry.Text("a time of day", $"Write {TimeExample}") is not { } text)
        {
            return null;
        }

        if (s_time.Parse(text) is not { Success: true, Value: var time })
        {
            entry.Error($"{SecretShield.Shown(text)} is no time of day", "Write it as \"23:30\"");
            return null;
        }

        if (time.Minute % 15 != 0)
        {
            entry.Error($"prices change on a quarter of an hour, and '{text}' is none", $"Write \"{time.Hour:00}:{time.Minute / 15 * 15:00}\"");
        }

        return time;
    }
}
