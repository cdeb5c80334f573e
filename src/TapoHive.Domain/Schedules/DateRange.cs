using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Schedules;

/// <summary>Days in a row, both ends included: <c>2026-12-25</c>, or <c>2026-12-24/2027-01-02</c>.</summary>
public readonly record struct DateRange(LocalDate First, LocalDate Last) : IText<DateRange>
{
    /// <summary>Whether a day is one of them.</summary>
    public bool Contains(LocalDate date) => First <= date && date <= Last;

    /// <summary>Reads one; false where it is none, or ends before it begins.</summary>
    public static bool TryParse(string text, out DateRange range)
    {
        range = default;
        var parts = text.Split('/');
        if (parts.Length > 2 || Date(parts[0]) is not { } first || Date(parts[^1]) is not { } last || last < first)
        {
            return false;
        }

        range = new DateRange(first, last);
        return true;
    }

    /// <inheritdoc/>
    public static DateRange FromText(string text) => TryParse(text, out var range) ? range : throw new FormatException($"'{text}' is no range of dates.");

    /// <inheritdoc/>
    public override string ToString() => First == Last ? Written(First) : $"{Written(First)}/{Written(Last)}";

    private static string Written(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private static LocalDate? Date(string text) => LocalDatePattern.Iso.Parse(text.Trim()) is { Success: true } parsed ? parsed.Value : null;
}
