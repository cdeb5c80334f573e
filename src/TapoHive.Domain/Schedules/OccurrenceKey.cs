using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Schedules;

/// <summary>
/// Which firing of a schedule: its local date (<c>2026-12-25</c>), the end of a window that began on a date (<c>2026-12-25.end</c>),
/// or the instant where a schedule has more than one on a day (<c>2026-12-25T07:00:00Z</c>). A date stays the same when the sun, a
/// spread or a country's clocks are reckoned anew.
/// </summary>
public readonly record struct OccurrenceKey : IText<OccurrenceKey>, IComparable<OccurrenceKey>
{
    private readonly LocalDate _date;
    private readonly WindowEdge _edge;
    private readonly Instant? _instant;

    private OccurrenceKey(LocalDate date, WindowEdge edge, Instant? instant)
    {
        _date = date;
        _edge = edge;
        _instant = instant;
    }

    /// <summary>Which edge of a window.</summary>
    public WindowEdge Edge => _edge;

    /// <summary>The date, where a date is the key.</summary>
    public LocalDate? Date => _instant is null ? _date : null;

    /// <summary>The instant, where an instant is the key.</summary>
    public Instant? Instant => _instant;

    /// <summary>The firing of a day.</summary>
    public static OccurrenceKey Of(LocalDate date) => new(date, WindowEdge.None, null);

    /// <summary>An edge of the window that began on a day.</summary>
    public static OccurrenceKey Of(LocalDate date, WindowEdge edge) => new(date, edge, null);

    /// <summary>The firing of an instant.</summary>
    public static OccurrenceKey Of(Instant instant) => new(instant.InUtc().Date, WindowEdge.None, instant);

    /// <summary>Earlier ones first; the end of a window after its start.</summary>
    public int CompareTo(OccurrenceKey other)
    {
        if (_instant is { } mine && other._instant is { } theirs)
        {
            return mine.CompareTo(theirs);
        }

        var byDate = _date.CompareTo(other._date);
        return byDate != 0 ? byDate : _edge.CompareTo(other._edge);
    }

    /// <inheritdoc/>
    public static OccurrenceKey FromText(string text)
    {
        if (InstantPattern.ExtendedIso.Parse(text) is { Success: true } instant)
        {
            return Of(instant.Value);
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var edge = dot < 0 ? WindowEdge.None
            : text[dot..] == ".start" ? WindowEdge.Start
            : text[dot..] == ".end" ? WindowEdge.End
            : throw new FormatException($"'{text}' is no occurrence.");
        return LocalDatePattern.Iso.Parse(dot < 0 ? text : text[..dot]) is { Success: true } date
            ? Of(date.Value, edge)
            : throw new FormatException($"'{text}' is no occurrence.");
    }

    /// <inheritdoc/>
    public override string ToString() => _instant is { } instant ? InstantPattern.ExtendedIso.Format(instant)
        : LocalDatePattern.Iso.Format(_date) + _edge switch
        {
            WindowEdge.Start => ".start",
            WindowEdge.End => ".end",
            _ => "",
        };
}
